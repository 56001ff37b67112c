-- The letter book: every letter as it was sent, what it rests on, and what was done with it.

-- One letter, with a copy for each recipient. A number is given once: it has the letters of the
-- series, the school year, the desk where it is not the school's first, and the count of that desk.
CREATE TABLE letter (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    -- the date on it
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    prefix TEXT NOT NULL,
    school_year INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    series TEXT NOT NULL DEFAULT '',
    step INTEGER NOT NULL DEFAULT 0,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,                   -- as sent; parts with a blank line between them
    shape TEXT NOT NULL,                  -- what each part is: P paragraph, U points, F figures
    signed_by TEXT NOT NULL,
    children TEXT NOT NULL,               -- a JSON list of the pupils it is about
    copies TEXT NOT NULL DEFAULT '',      -- JSON: for each copy the contacts with their cards' lines
    stopped TEXT NOT NULL DEFAULT '',     -- JSON: who had none, and why
    reply TEXT NOT NULL DEFAULT '',       -- a JSON list of the lines of the slip
    figures TEXT NOT NULL DEFAULT '',     -- JSON: words and value of each part of the sum
    facts TEXT NOT NULL DEFAULT '',       -- JSON: name and value of each fact in the text
    rests_on TEXT NOT NULL DEFAULT '',    -- JSON: the lines of the register it rests on
    pages TEXT NOT NULL DEFAULT '',       -- JSON: pupil, first day, and the register as it stood
    looked TEXT NOT NULL DEFAULT '',      -- JSON: what was to be looked at before it was sent
    why TEXT NOT NULL DEFAULT '',         -- why it was sent all the same, or adapted
    large INTEGER NOT NULL DEFAULT 0 CHECK (large IN (0, 1)),
    paper TEXT NOT NULL DEFAULT '',       -- SHA-256 of the paper that is kept; blank for none
    mends INTEGER NOT NULL DEFAULT 0,     -- the letter it puts right; 0 for none
    step_taken TEXT NOT NULL DEFAULT '',  -- the step of the policy it was sent for
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER letter_is_in_ink BEFORE UPDATE ON letter
BEGIN SELECT RAISE (ABORT, 'letter is written in ink'); END;

CREATE TRIGGER letter_is_kept BEFORE DELETE ON letter
BEGIN SELECT RAISE (ABORT, 'letter is kept'); END;

CREATE TRIGGER letter_is_not_written_over BEFORE INSERT ON letter
WHEN EXISTS (SELECT 1 FROM letter WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'letter is written in ink'); END;

CREATE INDEX letter_by_day ON letter (day);
CREATE INDEX letter_by_number ON letter (id);
CREATE INDEX letter_by_pupil ON letter (pupil, day);

-- What was done with a letter, or that one was held back and why.
CREATE TABLE letter_note (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    what TEXT NOT NULL
        CHECK (what IN ('printed', 'copy', 'posted', 'handed', 'emailed', 'held')),
    letter INTEGER NOT NULL DEFAULT 0,  -- the letter; 0 for one that was held back
    kind TEXT NOT NULL DEFAULT '',      -- the kind that was held back
    words TEXT NOT NULL DEFAULT '',     -- why, or by whom
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER letter_note_is_in_ink BEFORE UPDATE ON letter_note
BEGIN SELECT RAISE (ABORT, 'letter_note is written in ink'); END;

CREATE TRIGGER letter_note_is_kept BEFORE DELETE ON letter_note
BEGIN SELECT RAISE (ABORT, 'letter_note is kept'); END;

CREATE TRIGGER letter_note_is_not_written_over BEFORE INSERT ON letter_note
WHEN EXISTS (SELECT 1 FROM letter_note WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'letter_note is written in ink'); END;

CREATE INDEX letter_note_by_day ON letter_note (day);
CREATE INDEX letter_note_by_number ON letter_note (id);
CREATE INDEX letter_note_by_pupil ON letter_note (pupil, day);

-- The school's own wording of a kind of letter; every version is kept.
CREATE TABLE letter_wording (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    reply TEXT NOT NULL DEFAULT '',  -- a JSON list of the lines of the slip
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),  -- the program's wording holds again
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER letter_wording_is_in_ink BEFORE UPDATE ON letter_wording
BEGIN SELECT RAISE (ABORT, 'letter_wording is written in ink'); END;

CREATE TRIGGER letter_wording_is_kept BEFORE DELETE ON letter_wording
BEGIN SELECT RAISE (ABORT, 'letter_wording is kept'); END;

CREATE TRIGGER letter_wording_is_not_written_over BEFORE INSERT ON letter_wording
WHEN EXISTS (SELECT 1 FROM letter_wording WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'letter_wording is written in ink'); END;

-- The papers of formal letters and certificates as they were sent; the ink names each by digest.
CREATE TABLE letter_paper (
    digest TEXT PRIMARY KEY,
    paper BLOB NOT NULL
) STRICT, WITHOUT ROWID;
