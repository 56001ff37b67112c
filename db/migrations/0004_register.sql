-- The attendance register. Every line is kept: a correction is a new line that names, in `corrects`,
-- the line it corrects, with the reason and who made it.

-- One mark a row, readable in any SQLite viewer.
CREATE TABLE register (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    pupil   INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    session TEXT NOT NULL CHECK (session IN ('AM', 'PM')),
    code    TEXT NOT NULL,             -- '' where nothing stands any more
    minutes INTEGER CHECK (minutes >= 0),  -- whole minutes late
    note    TEXT NOT NULL DEFAULT '',
    reason  TEXT NOT NULL DEFAULT '',  -- why an earlier line was corrected
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER register_is_in_ink BEFORE UPDATE ON register
BEGIN SELECT RAISE (ABORT, 'register is written in ink'); END;

CREATE TRIGGER register_is_kept BEFORE DELETE ON register
BEGIN SELECT RAISE (ABORT, 'register is kept'); END;

CREATE TRIGGER register_is_not_written_over BEFORE INSERT ON register
WHEN EXISTS (SELECT 1 FROM register WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'register is written in ink'); END;

CREATE INDEX register_amended ON register (day, pupil) WHERE reason <> '';

-- Where the lines of a day are: which act wrote some, and between which places. An index kept by
-- hand, because one with an entry a mark would be two thirds of the register's own size. Whether a
-- pupil has a mark is asked of the standing lines, not of this.
CREATE TABLE register_day (
    day   TEXT    NOT NULL,
    act   INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    PRIMARY KEY (day, act)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER register_is_found_by_day AFTER INSERT ON register
BEGIN
    INSERT INTO register_day VALUES (NEW.day, NEW.act, NEW.n, NEW.n)
    ON CONFLICT (day, act) DO UPDATE SET last = max(last, NEW.n), first = min(first, NEW.n);
END;

-- That a class's register of a session was handed in.
CREATE TABLE handed_in (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    school_class INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    session TEXT NOT NULL CHECK (session IN ('AM', 'PM')),
    blanks  INTEGER NOT NULL DEFAULT 0,  -- pupils left without a mark
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER handed_in_is_in_ink BEFORE UPDATE ON handed_in
BEGIN SELECT RAISE (ABORT, 'handed_in is written in ink'); END;

CREATE TRIGGER handed_in_is_kept BEFORE DELETE ON handed_in
BEGIN SELECT RAISE (ABORT, 'handed_in is kept'); END;

CREATE TRIGGER handed_in_is_not_written_over BEFORE INSERT ON handed_in
WHEN EXISTS (SELECT 1 FROM handed_in WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'handed_in is written in ink'); END;

CREATE INDEX handed_in_by_day ON handed_in (day);

-- What stands now, as a register page keeps it: a string of one symbol for every weekday session
-- from 1 August. Derived from the ink in the same transaction; thrown away and rebuilt at a check.
CREATE TABLE standing_line (
    year  INTEGER NOT NULL,  -- the calendar year the school year begins in
    pupil INTEGER NOT NULL,
    marks TEXT NOT NULL,
    PRIMARY KEY (year, pupil)
) STRICT, WITHOUT ROWID;

-- Registers being taken: on disk at every key, freely changed, wiped when handed in. Never shared.
CREATE TABLE pencil (
    desk INTEGER NOT NULL,
    school_class INTEGER NOT NULL,
    day TEXT NOT NULL,
    session TEXT NOT NULL CHECK (session IN ('AM', 'PM')),
    name TEXT NOT NULL,    -- who is taking the register
    drafts TEXT NOT NULL,  -- JSON: pupil to code, minutes late and note
    PRIMARY KEY (desk, school_class, day, session)
) STRICT, WITHOUT ROWID;
