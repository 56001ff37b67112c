-- Names proposed for removal from the roll, and returns made to the authority.

-- The office proposes a removal, the head confirms or declines it; the enrolment says what stands.
CREATE TABLE removal (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    pupil INTEGER NOT NULL,
    last TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ground TEXT NOT NULL,  -- a key of db/seed/grounds.toml
    destination TEXT NOT NULL DEFAULT '',
    notice TEXT CHECK (notice GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),  -- the date in a parent's written notice
    declared INTEGER NOT NULL DEFAULT 0 CHECK (declared IN (0, 1)),
    why_late TEXT NOT NULL DEFAULT '',  -- why it is written after the last day
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
    why TEXT NOT NULL DEFAULT '',  -- why it was declined
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER removal_is_in_ink BEFORE UPDATE ON removal
BEGIN SELECT RAISE (ABORT, 'removal is written in ink'); END;

CREATE TRIGGER removal_is_kept BEFORE DELETE ON removal
BEGIN SELECT RAISE (ABORT, 'removal is kept'); END;

CREATE TRIGGER removal_is_not_written_over BEFORE INSERT ON removal
WHEN EXISTS (SELECT 1 FROM removal WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'removal is written in ink'); END;

-- A return made to the local authority.
CREATE TABLE made_return (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    kind TEXT NOT NULL CHECK (kind IN ('new-pupil', 'deletion', 'sickness', 'absence')),
    pupil INTEGER NOT NULL,
    since TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),  -- the day it fell due from
    made TEXT NOT NULL CHECK (made GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    how TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER made_return_is_in_ink BEFORE UPDATE ON made_return
BEGIN SELECT RAISE (ABORT, 'made_return is written in ink'); END;

CREATE TRIGGER made_return_is_kept BEFORE DELETE ON made_return
BEGIN SELECT RAISE (ABORT, 'made_return is kept'); END;

CREATE TRIGGER made_return_is_not_written_over BEFORE INSERT ON made_return
WHEN EXISTS (SELECT 1 FROM made_return WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'made_return is written in ink'); END;
