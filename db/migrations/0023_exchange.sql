-- What several desks share one school with.

-- The key with which what goes from desk to desk is sealed. It goes with every copy of the file, so
-- that whoever has the books can read what is brought to them, and nobody else.
CREATE TABLE exchange_key (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key BLOB    NOT NULL
) STRICT;

INSERT INTO exchange_key VALUES (1, randomblob(32));

-- Sessions for which lines of several desks stood after a merge: where a clash can be. Derived from
-- the ink as merging goes; whether one of them is a clash now is worked out from the lines.
CREATE TABLE contested (
    day     TEXT    NOT NULL,
    pupil   INTEGER NOT NULL,
    session TEXT    NOT NULL CHECK (session IN ('AM', 'PM')),
    PRIMARY KEY (day, pupil, session)
) STRICT, WITHOUT ROWID;
