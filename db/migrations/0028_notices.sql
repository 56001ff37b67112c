-- Penalty notices this school knows of, and what its authority asks for in a referral.

-- The ledger of penalty notices: to which parent, for which child and sessions, and what became of
-- it. Only the authority knows those of other issuers. Payment, withdrawal or prosecution is a new
-- version of the entry.
CREATE TABLE penalty_notice (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil  INTEGER NOT NULL,
    parent INTEGER NOT NULL,  -- the contact it was issued to
    -- the day of issue, from which the years of the limit run
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- the first day of absence it is for: the law of that day sets its amounts
    absence TEXT NOT NULL CHECK (absence GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    sessions  TEXT NOT NULL DEFAULT '',  -- a JSON list of the sessions it rests on: '2026-11-09 AM'
    referral  TEXT NOT NULL DEFAULT '',  -- the number of the referral it followed; blank for none
    reference TEXT NOT NULL DEFAULT '',  -- the issuer's own
    issuer    TEXT NOT NULL DEFAULT '',
    received  TEXT NOT NULL DEFAULT '',  -- the day the parent had it; blank while not known
    outcome   TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'paid', 'withdrawn', 'prosecuted')),
    settled   TEXT NOT NULL DEFAULT '',  -- the day of that; blank while open
    words     TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER penalty_notice_is_in_ink BEFORE UPDATE ON penalty_notice
BEGIN SELECT RAISE (ABORT, 'penalty_notice is written in ink'); END;

CREATE TRIGGER penalty_notice_is_kept BEFORE DELETE ON penalty_notice
BEGIN SELECT RAISE (ABORT, 'penalty_notice is kept'); END;

CREATE TRIGGER penalty_notice_is_not_written_over BEFORE INSERT ON penalty_notice
WHEN EXISTS (SELECT 1 FROM penalty_notice WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'penalty_notice is written in ink'); END;

CREATE INDEX penalty_notice_by_day ON penalty_notice (day);
CREATE INDEX penalty_notice_by_number ON penalty_notice (id);
CREATE INDEX penalty_notice_by_pupil ON penalty_notice (pupil, day);

-- What the school's authority asks for in a referral, from a day on.
CREATE TABLE authority (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the entry's number, the same through all its versions
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    name  TEXT NOT NULL,   -- the authority
    team  TEXT NOT NULL DEFAULT '',  -- to whom referrals go: 'Education Welfare Service'
    weeks INTEGER NOT NULL CHECK (weeks BETWEEN 0 AND 60),  -- of the register printed; 0 for the law's
    deadline_days INTEGER NOT NULL CHECK (deadline_days BETWEEN 0 AND 200),  -- school days; 0 for none
    deadline_from TEXT NOT NULL CHECK (deadline_from IN ('session', 'leave', 'warning')),
    improve_by TEXT NOT NULL CHECK (improve_by IN ('school', 'authority')),
    fields TEXT NOT NULL DEFAULT '',  -- a JSON list of what else its form asks for
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER authority_is_in_ink BEFORE UPDATE ON authority
BEGIN SELECT RAISE (ABORT, 'authority is written in ink'); END;

CREATE TRIGGER authority_is_kept BEFORE DELETE ON authority
BEGIN SELECT RAISE (ABORT, 'authority is kept'); END;

CREATE TRIGGER authority_is_not_written_over BEFORE INSERT ON authority
WHEN EXISTS (SELECT 1 FROM authority WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'authority is written in ink'); END;
