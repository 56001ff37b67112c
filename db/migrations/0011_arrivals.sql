-- Pupils proposed for admission: the office proposes, the head confirms, then the roll has a card.
CREATE TABLE arrival (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    school_class INTEGER NOT NULL,
    year_group TEXT NOT NULL,
    legal_surname TEXT NOT NULL,
    legal_forename TEXT NOT NULL DEFAULT '',
    dob TEXT NOT NULL CHECK (dob GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    middle_names TEXT NOT NULL DEFAULT '',
    preferred_surname TEXT NOT NULL DEFAULT '',
    preferred_forename TEXT NOT NULL DEFAULT '',
    upn TEXT NOT NULL DEFAULT '',
    admission_no TEXT NOT NULL DEFAULT '',
    sex TEXT NOT NULL DEFAULT '' CHECK (sex IN ('', 'F', 'M')),
    address TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
    why TEXT NOT NULL DEFAULT '',  -- why it was declined
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER arrival_is_in_ink BEFORE UPDATE ON arrival
BEGIN SELECT RAISE (ABORT, 'arrival is written in ink'); END;

CREATE TRIGGER arrival_is_kept BEFORE DELETE ON arrival
BEGIN SELECT RAISE (ABORT, 'arrival is kept'); END;

CREATE TRIGGER arrival_is_not_written_over BEFORE INSERT ON arrival
WHEN EXISTS (SELECT 1 FROM arrival WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'arrival is written in ink'); END;
