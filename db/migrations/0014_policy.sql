-- What the school changed in its attendance policy: one number of a profile and the first day on
-- which it holds, or that it goes over to another profile.
CREATE TABLE policy_change (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the change's number, the same through all its versions
    profile TEXT NOT NULL,
    key     TEXT NOT NULL,  -- which number, as leave.notices.holiday.weeks, or profile for the profile itself
    value   TEXT NOT NULL,  -- as it is written: '10', '10:30', '10 22 30'
    first   TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER policy_change_is_in_ink BEFORE UPDATE ON policy_change
BEGIN SELECT RAISE (ABORT, 'policy_change is written in ink'); END;

CREATE TRIGGER policy_change_is_kept BEFORE DELETE ON policy_change
BEGIN SELECT RAISE (ABORT, 'policy_change is kept'); END;

CREATE TRIGGER policy_change_is_not_written_over BEFORE INSERT ON policy_change
WHEN EXISTS (SELECT 1 FROM policy_change WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'policy_change is written in ink'); END;
