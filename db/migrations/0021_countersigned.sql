-- Who else stood by an act that takes two people, as they were that day; they typed a PIN of their own.
CREATE TABLE countersigned (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    person INTEGER NOT NULL,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER countersigned_is_in_ink BEFORE UPDATE ON countersigned
BEGIN SELECT RAISE (ABORT, 'countersigned is written in ink'); END;

CREATE TRIGGER countersigned_is_kept BEFORE DELETE ON countersigned
BEGIN SELECT RAISE (ABORT, 'countersigned is kept'); END;

CREATE TRIGGER countersigned_is_not_written_over BEFORE INSERT ON countersigned
WHEN EXISTS (SELECT 1 FROM countersigned WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'countersigned is written in ink'); END;

-- When all books left the office as a folder of lists. Who took them stands in the act.
CREATE TABLE exported (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    folder TEXT NOT NULL,     -- where they were written
    books INTEGER NOT NULL,   -- how many lists
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER exported_is_in_ink BEFORE UPDATE ON exported
BEGIN SELECT RAISE (ABORT, 'exported is written in ink'); END;

CREATE TRIGGER exported_is_kept BEFORE DELETE ON exported
BEGIN SELECT RAISE (ABORT, 'exported is kept'); END;

CREATE TRIGGER exported_is_not_written_over BEFORE INSERT ON exported
WHEN EXISTS (SELECT 1 FROM exported WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'exported is written in ink'); END;
