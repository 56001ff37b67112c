-- Weekly patterns: nursery sessions, part-time timetables, dual registration, education elsewhere.
CREATE TABLE pattern (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    pupil INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('nursery', 'part-time', 'dual', 'elsewhere')),
    week TEXT NOT NULL CHECK (length(week) = 10 AND week NOT GLOB '*[^-/]*'),  -- Monday morning to Friday afternoon: '/' expected here, '-' not
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    code TEXT NOT NULL DEFAULT '',           -- of education elsewhere; the others' code follows from date and age
    nature TEXT NOT NULL DEFAULT '',         -- what is done elsewhere and where, or the other school
    agreed_with INTEGER NOT NULL DEFAULT 0,  -- the contact a part-time timetable was agreed with
    review TEXT CHECK (review GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER pattern_is_in_ink BEFORE UPDATE ON pattern
BEGIN SELECT RAISE (ABORT, 'pattern is written in ink'); END;

CREATE TRIGGER pattern_is_kept BEFORE DELETE ON pattern
BEGIN SELECT RAISE (ABORT, 'pattern is kept'); END;

CREATE TRIGGER pattern_is_not_written_over BEFORE INSERT ON pattern
WHEN EXISTS (SELECT 1 FROM pattern WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'pattern is written in ink'); END;
