-- How the school's letters look and go, its wording in other languages, and letters being written.

-- One card: what stands at the head of every letter, and how letters go out.
CREATE TABLE stationery (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    logo TEXT NOT NULL DEFAULT '',         -- a small JPEG as base64; blank for none
    window_top INTEGER NOT NULL DEFAULT 53 -- where the address begins, in mm from the sheet's top
        CHECK (window_top BETWEEN 40 AND 65),
    household INTEGER NOT NULL DEFAULT 0 CHECK (household IN (0, 1)),
    siblings INTEGER NOT NULL DEFAULT 0 CHECK (siblings IN (0, 1)),
    duplex INTEGER NOT NULL DEFAULT 0 CHECK (duplex IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER stationery_is_in_ink BEFORE UPDATE ON stationery
BEGIN SELECT RAISE (ABORT, 'stationery is written in ink'); END;

CREATE TRIGGER stationery_is_kept BEFORE DELETE ON stationery
BEGIN SELECT RAISE (ABORT, 'stationery is kept'); END;

CREATE TRIGGER stationery_is_not_written_over BEFORE INSERT ON stationery
WHEN EXISTS (SELECT 1 FROM stationery WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'stationery is written in ink'); END;

-- The school's wording of a kind in another language, with how such a letter begins and ends.
ALTER TABLE letter_wording ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE letter_wording ADD COLUMN greeting TEXT NOT NULL DEFAULT '';
ALTER TABLE letter_wording ADD COLUMN closing TEXT NOT NULL DEFAULT '';

-- The same of a letter as it was sent; blank for English.
ALTER TABLE letter ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN greeting TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN closing TEXT NOT NULL DEFAULT '';

-- Letters being written: freely changed, wiped when they are issued. Never shared, and read only by
-- whoever writes them.
CREATE TABLE letter_draft (
    desk   INTEGER NOT NULL,
    person INTEGER NOT NULL,
    pupil  INTEGER NOT NULL,
    prefix TEXT    NOT NULL,
    mends  INTEGER NOT NULL DEFAULT 0,
    typed  TEXT    NOT NULL,  -- JSON: what is wanted, what was typed for it, what was decided
    PRIMARY KEY (desk, person, pupil, prefix, mends)
) STRICT, WITHOUT ROWID;
