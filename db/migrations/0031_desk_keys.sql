-- The school's keys since the first one, each sealed to the desks that may have it: a new one is made
-- whenever a desk is retired, so that it reads no more of what the others leave.
CREATE TABLE desk_key (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    desk   INTEGER NOT NULL,  -- the card of the desk it is sealed to
    since  INTEGER NOT NULL,  -- the act with which the key was made
    sealed TEXT NOT NULL,     -- the key, as hex, sealed to the desk's own
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER desk_key_is_in_ink BEFORE UPDATE ON desk_key
BEGIN SELECT RAISE (ABORT, 'desk_key is written in ink'); END;

CREATE TRIGGER desk_key_is_kept BEFORE DELETE ON desk_key
BEGIN SELECT RAISE (ABORT, 'desk_key is kept'); END;

CREATE TRIGGER desk_key_is_not_written_over BEFORE INSERT ON desk_key
WHEN EXISTS (SELECT 1 FROM desk_key WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'desk_key is written in ink'); END;
