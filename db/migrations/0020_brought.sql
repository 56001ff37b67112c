-- What lists and transfer files bring of pupils who wait for the head, and of earlier schools.

-- What the card of a pupil proposed for admission will say beside the first columns. The flags are the
-- names of those that are set, as JSON.
ALTER TABLE arrival ADD COLUMN former_upns TEXT NOT NULL DEFAULT '';
ALTER TABLE arrival ADD COLUMN sen TEXT NOT NULL DEFAULT '';
ALTER TABLE arrival ADD COLUMN medical TEXT NOT NULL DEFAULT '';
ALTER TABLE arrival ADD COLUMN flags TEXT NOT NULL DEFAULT '';
ALTER TABLE arrival ADD COLUMN family INTEGER;

-- What a list that proposed a removal says of the ground, where it is none of the regulations. The
-- ground itself is then blank until the head gives it.
ALTER TABLE removal ADD COLUMN told TEXT NOT NULL DEFAULT '';

-- The contacts of a pupil who waits for the head: nobody's contacts before that.
CREATE TABLE arrival_contact (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    arrival INTEGER NOT NULL,
    contact INTEGER NOT NULL,  -- the contact's number, known already or to be
    title TEXT NOT NULL DEFAULT '',
    surname TEXT NOT NULL,
    forename TEXT NOT NULL DEFAULT '',
    phones TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    address_withheld INTEGER NOT NULL DEFAULT 0 CHECK (address_withheld IN (0, 1)),
    relationship TEXT NOT NULL DEFAULT '',
    priority INTEGER NOT NULL DEFAULT 0,
    parental_responsibility INTEGER NOT NULL DEFAULT 0 CHECK (parental_responsibility IN (0, 1)),
    lives_with INTEGER NOT NULL DEFAULT 0 CHECK (lives_with IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER arrival_contact_is_in_ink BEFORE UPDATE ON arrival_contact
BEGIN SELECT RAISE (ABORT, 'arrival_contact is written in ink'); END;

CREATE TRIGGER arrival_contact_is_kept BEFORE DELETE ON arrival_contact
BEGIN SELECT RAISE (ABORT, 'arrival_contact is kept'); END;

CREATE TRIGGER arrival_contact_is_not_written_over BEFORE INSERT ON arrival_contact
WHEN EXISTS (SELECT 1 FROM arrival_contact WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'arrival_contact is written in ink'); END;

-- What an earlier school counted of a pupil's attendance: shown, and never added to our figures.
CREATE TABLE earlier_year (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    pupil INTEGER NOT NULL,  -- on the roll, or an arrival that will have this number
    year TEXT NOT NULL DEFAULT '',  -- as the file writes it
    number TEXT NOT NULL DEFAULT '',  -- the school's: '816/2999'
    school TEXT NOT NULL DEFAULT '',
    possible INTEGER,
    attended INTEGER,
    authorised INTEGER,
    unauthorised INTEGER,
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER earlier_year_is_in_ink BEFORE UPDATE ON earlier_year
BEGIN SELECT RAISE (ABORT, 'earlier_year is written in ink'); END;

CREATE TRIGGER earlier_year_is_kept BEFORE DELETE ON earlier_year
BEGIN SELECT RAISE (ABORT, 'earlier_year is kept'); END;

CREATE TRIGGER earlier_year_is_not_written_over BEFORE INSERT ON earlier_year
WHEN EXISTS (SELECT 1 FROM earlier_year WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'earlier_year is written in ink'); END;

-- Whether the authority asks for the return of Reception children who begin with the year.
ALTER TABLE school ADD COLUMN asked_for_reception INTEGER CHECK (asked_for_reception IN (0, 1));
