-- The roll: pupils, when they are on it, their classes and their contacts, as versions of cards.

-- What the roll says of a pupil that does not change with the class.
CREATE TABLE pupil (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    upn TEXT NOT NULL DEFAULT '',
    former_upns TEXT NOT NULL DEFAULT '',  -- JSON list, oldest first
    admission_no TEXT NOT NULL DEFAULT '',
    legal_surname TEXT NOT NULL,
    legal_forename TEXT NOT NULL DEFAULT '',
    dob TEXT NOT NULL CHECK (dob GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    middle_names TEXT NOT NULL DEFAULT '',
    preferred_surname TEXT NOT NULL DEFAULT '',
    preferred_forename TEXT NOT NULL DEFAULT '',
    sex TEXT NOT NULL DEFAULT '' CHECK (sex IN ('', 'F', 'M')),
    family INTEGER NOT NULL DEFAULT 0,  -- the number brothers and sisters share
    address TEXT NOT NULL DEFAULT '',
    pupil_premium INTEGER NOT NULL DEFAULT 0 CHECK (pupil_premium IN (0, 1)),
    sen TEXT NOT NULL DEFAULT '' CHECK (sen IN ('', 'K', 'E')),
    eal INTEGER NOT NULL DEFAULT 0 CHECK (eal IN (0, 1)),
    fsm INTEGER NOT NULL DEFAULT 0 CHECK (fsm IN (0, 1)),
    looked_after INTEGER NOT NULL DEFAULT 0 CHECK (looked_after IN (0, 1)),
    medical TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER pupil_is_in_ink BEFORE UPDATE ON pupil
BEGIN SELECT RAISE (ABORT, 'pupil is written in ink'); END;

CREATE TRIGGER pupil_is_kept BEFORE DELETE ON pupil
BEGIN SELECT RAISE (ABORT, 'pupil is kept'); END;

CREATE TRIGGER pupil_is_not_written_over BEFORE INSERT ON pupil
WHEN EXISTS (SELECT 1 FROM pupil WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'pupil is written in ink'); END;

-- A time on the roll, first and last day included.
CREATE TABLE enrolment (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    pupil INTEGER NOT NULL,
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ground TEXT NOT NULL DEFAULT '',       -- why the name was removed
    destination TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER enrolment_is_in_ink BEFORE UPDATE ON enrolment
BEGIN SELECT RAISE (ABORT, 'enrolment is written in ink'); END;

CREATE TRIGGER enrolment_is_kept BEFORE DELETE ON enrolment
BEGIN SELECT RAISE (ABORT, 'enrolment is kept'); END;

CREATE TRIGGER enrolment_is_not_written_over BEFORE INSERT ON enrolment
WHEN EXISTS (SELECT 1 FROM enrolment WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'enrolment is written in ink'); END;

-- From which day a pupil is in a class and year group.
CREATE TABLE placement (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    pupil INTEGER NOT NULL,
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    school_class INTEGER NOT NULL,
    year_group TEXT NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER placement_is_in_ink BEFORE UPDATE ON placement
BEGIN SELECT RAISE (ABORT, 'placement is written in ink'); END;

CREATE TRIGGER placement_is_kept BEFORE DELETE ON placement
BEGIN SELECT RAISE (ABORT, 'placement is kept'); END;

CREATE TRIGGER placement_is_not_written_over BEFORE INSERT ON placement
WHEN EXISTS (SELECT 1 FROM placement WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'placement is written in ink'); END;

-- A class.
CREATE TABLE school_class (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    name TEXT NOT NULL,
    site INTEGER NOT NULL,
    teacher TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER school_class_is_in_ink BEFORE UPDATE ON school_class
BEGIN SELECT RAISE (ABORT, 'school_class is written in ink'); END;

CREATE TRIGGER school_class_is_kept BEFORE DELETE ON school_class
BEGIN SELECT RAISE (ABORT, 'school_class is kept'); END;

CREATE TRIGGER school_class_is_not_written_over BEFORE INSERT ON school_class
WHEN EXISTS (SELECT 1 FROM school_class WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'school_class is written in ink'); END;

-- A parent, carer or other adult.
CREATE TABLE contact (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    title TEXT NOT NULL DEFAULT '',
    surname TEXT NOT NULL,
    forename TEXT NOT NULL DEFAULT '',
    phones TEXT NOT NULL DEFAULT '',  -- JSON list, the first to be called first
    email TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    address_withheld INTEGER NOT NULL DEFAULT 0 CHECK (address_withheld IN (0, 1)),
    do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)),
    external TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER contact_is_in_ink BEFORE UPDATE ON contact
BEGIN SELECT RAISE (ABORT, 'contact is written in ink'); END;

CREATE TRIGGER contact_is_kept BEFORE DELETE ON contact
BEGIN SELECT RAISE (ABORT, 'contact is kept'); END;

CREATE TRIGGER contact_is_not_written_over BEFORE INSERT ON contact
WHEN EXISTS (SELECT 1 FROM contact WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'contact is written in ink'); END;

-- What a contact is to a pupil.
CREATE TABLE tie (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    pupil INTEGER NOT NULL,
    contact INTEGER NOT NULL,
    relationship TEXT NOT NULL,
    priority INTEGER NOT NULL DEFAULT 0,
    parental_responsibility INTEGER NOT NULL DEFAULT 0 CHECK (parental_responsibility IN (0, 1)),
    lives_with INTEGER NOT NULL DEFAULT 0 CHECK (lives_with IN (0, 1)),
    may_collect INTEGER NOT NULL DEFAULT 0 CHECK (may_collect IN (0, 1)),
    not_released INTEGER NOT NULL DEFAULT 0 CHECK (not_released IN (0, 1)),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tie_is_in_ink BEFORE UPDATE ON tie
BEGIN SELECT RAISE (ABORT, 'tie is written in ink'); END;

CREATE TRIGGER tie_is_kept BEFORE DELETE ON tie
BEGIN SELECT RAISE (ABORT, 'tie is kept'); END;

CREATE TRIGGER tie_is_not_written_over BEFORE INSERT ON tie
WHEN EXISTS (SELECT 1 FROM tie WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'tie is written in ink'); END;

