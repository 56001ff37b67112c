-- What left the office on paper or as a file: marks for the record system, extracts, pupils' records.
-- The act's header says which acts its desk had seen, so that what changed since can be worked out.
CREATE TABLE given_out (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('marks', 'changed-marks', 'extract', 'record')),
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    pupil INTEGER NOT NULL DEFAULT 0,       -- whose record; 0 for what is of many pupils
    classes TEXT NOT NULL DEFAULT '',       -- JSON list of the classes; '' for all
    recipient TEXT NOT NULL DEFAULT '',     -- to whom
    entries INTEGER NOT NULL DEFAULT 0,     -- how many marks are in it
    digest TEXT NOT NULL DEFAULT '',        -- SHA-256 of the file, to know it again
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER given_out_is_in_ink BEFORE UPDATE ON given_out
BEGIN SELECT RAISE (ABORT, 'given_out is written in ink'); END;

CREATE TRIGGER given_out_is_kept BEFORE DELETE ON given_out
BEGIN SELECT RAISE (ABORT, 'given_out is kept'); END;

CREATE TRIGGER given_out_is_not_written_over BEFORE INSERT ON given_out
WHEN EXISTS (SELECT 1 FROM given_out WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'given_out is written in ink'); END;

-- How a difference between the register and the record system was settled, and why.
CREATE TABLE settled (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    session TEXT NOT NULL CHECK (session IN ('AM', 'PM')),
    ours TEXT NOT NULL DEFAULT '',    -- what stood here, 'L 12' with minutes late; '' for no mark
    theirs TEXT NOT NULL DEFAULT '',  -- what the other system had
    kept TEXT NOT NULL DEFAULT '',    -- what stands here since
    reason TEXT NOT NULL,
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER settled_is_in_ink BEFORE UPDATE ON settled
BEGIN SELECT RAISE (ABORT, 'settled is written in ink'); END;

CREATE TRIGGER settled_is_kept BEFORE DELETE ON settled
BEGIN SELECT RAISE (ABORT, 'settled is kept'); END;

CREATE TRIGGER settled_is_not_written_over BEFORE INSERT ON settled
WHEN EXISTS (SELECT 1 FROM settled WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'settled is written in ink'); END;

-- In which order the record system lists pupils, for lists that are keyed into it.
ALTER TABLE school ADD COLUMN keying_order TEXT NOT NULL DEFAULT ''
    CHECK (keying_order IN ('', 'admission number'));
