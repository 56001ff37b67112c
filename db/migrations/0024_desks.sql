-- The desks of the school: who may bring entries to the others, and who no longer.

-- A desk's card. It is written when its joining file is made; retiring it is a later version.
CREATE TABLE desk (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the card's number, the same through all its versions
    name TEXT NOT NULL,
    posts TEXT NOT NULL DEFAULT '',  -- the roles that sit there, as JSON
    invited TEXT NOT NULL,           -- the public key of its joining file, as hex
    made TEXT NOT NULL CHECK (made GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    retired TEXT CHECK (retired GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER desk_is_in_ink BEFORE UPDATE ON desk
BEGIN SELECT RAISE (ABORT, 'desk is written in ink'); END;

CREATE TRIGGER desk_is_kept BEFORE DELETE ON desk
BEGIN SELECT RAISE (ABORT, 'desk is kept'); END;

CREATE TRIGGER desk_is_not_written_over BEFORE INSERT ON desk
WHEN EXISTS (SELECT 1 FROM desk WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'desk is written in ink'); END;

-- That the desk number which wrote the act is a card's: its key, and the proof that it may say so.
CREATE TABLE desk_claim (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    desk  INTEGER NOT NULL,  -- the card
    key   TEXT NOT NULL,     -- the machine's public key, as hex
    proof TEXT NOT NULL,     -- a signature, as hex
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER desk_claim_is_in_ink BEFORE UPDATE ON desk_claim
BEGIN SELECT RAISE (ABORT, 'desk_claim is written in ink'); END;

CREATE TRIGGER desk_claim_is_kept BEFORE DELETE ON desk_claim
BEGIN SELECT RAISE (ABORT, 'desk_claim is kept'); END;

CREATE TRIGGER desk_claim_is_not_written_over BEFORE INSERT ON desk_claim
WHEN EXISTS (SELECT 1 FROM desk_claim WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'desk_claim is written in ink'); END;

-- That the desk which wrote the act holds entries of another up to here (a witness), or that a person
-- has let entries in that were kept apart.
CREATE TABLE desk_seen (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    last INTEGER NOT NULL,  -- the last act that counts, which says the desk number too
    admitted INTEGER NOT NULL DEFAULT 0 CHECK (admitted IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER desk_seen_is_in_ink BEFORE UPDATE ON desk_seen
BEGIN SELECT RAISE (ABORT, 'desk_seen is written in ink'); END;

CREATE TRIGGER desk_seen_is_kept BEFORE DELETE ON desk_seen
BEGIN SELECT RAISE (ABORT, 'desk_seen is kept'); END;

CREATE TRIGGER desk_seen_is_not_written_over BEFORE INSERT ON desk_seen
WHEN EXISTS (SELECT 1 FROM desk_seen WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'desk_seen is written in ink'); END;

-- Not in ink, and of this file alone: what was brought here and is kept apart until a person looks.
CREATE TABLE apart (
    digest TEXT PRIMARY KEY,  -- of the bytes, as hex
    first  INTEGER NOT NULL,  -- its first and its last act
    last   INTEGER NOT NULL,
    why    TEXT NOT NULL,
    since  TEXT NOT NULL,     -- when it came, with the offset from UTC
    looked INTEGER NOT NULL DEFAULT 0 CHECK (looked IN (0, 1)),  -- somebody saw it and left it apart
    unit   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Not in ink, and of this file alone: what came of the last exchange.
CREATE TABLE last_shared (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    at     TEXT NOT NULL,
    reach  TEXT NOT NULL      -- up to which act of each desk everything was left for others, as JSON
) STRICT;
