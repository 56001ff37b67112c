-- People: a teacher's class, who chose or was given a way in, and when a window locks.

-- The class a teacher takes; none for others.
ALTER TABLE person ADD COLUMN school_class INTEGER;

-- How long a short PIN is, which is taken without Enter; 0 for others.
ALTER TABLE pin ADD COLUMN length INTEGER NOT NULL DEFAULT 0;

-- When ten wrong PINs in a row were last typed, for the head to see.
ALTER TABLE pin ADD COLUMN locked TEXT NOT NULL DEFAULT '';

-- One-use codes for a lost PIN. No book: a code that was used is forgotten.
CREATE TABLE pin_code (
    person INTEGER PRIMARY KEY,
    hash   TEXT NOT NULL,
    until  TEXT NOT NULL,
    wrong  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Who was given a code or chose a PIN; who gave it stands in the act.
CREATE TABLE pin_act (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    person INTEGER NOT NULL,
    name   TEXT NOT NULL,  -- as it was that day
    what   TEXT NOT NULL CHECK (what IN ('chosen', 'chosen with a code', 'given a code')),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER pin_act_is_in_ink BEFORE UPDATE ON pin_act
BEGIN SELECT RAISE (ABORT, 'pin_act is written in ink'); END;

CREATE TRIGGER pin_act_is_kept BEFORE DELETE ON pin_act
BEGIN SELECT RAISE (ABORT, 'pin_act is kept'); END;

CREATE TRIGGER pin_act_is_not_written_over BEFORE INSERT ON pin_act
WHEN EXISTS (SELECT 1 FROM pin_act WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'pin_act is written in ink'); END;

-- How soon a window hides and locks, by the place where the computer stands.
CREATE TABLE lock_rule (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    place TEXT NOT NULL CHECK (place IN ('reception', 'office', 'head''s room')),
    hides   INTEGER NOT NULL CHECK (hides BETWEEN 10 AND 600),  -- seconds
    locks   INTEGER NOT NULL CHECK (locks BETWEEN 10 AND 600),
    sitting INTEGER NOT NULL CHECK (sitting BETWEEN 1 AND 36000),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lock_rule_is_in_ink BEFORE UPDATE ON lock_rule
BEGIN SELECT RAISE (ABORT, 'lock_rule is written in ink'); END;

CREATE TRIGGER lock_rule_is_kept BEFORE DELETE ON lock_rule
BEGIN SELECT RAISE (ABORT, 'lock_rule is kept'); END;

CREATE TRIGGER lock_rule_is_not_written_over BEFORE INSERT ON lock_rule
WHEN EXISTS (SELECT 1 FROM lock_rule WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'lock_rule is written in ink'); END;
