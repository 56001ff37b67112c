-- Leave of absence: requests, decisions, what followed, who may decide, and dates of tests.

-- What families ask for: leave of absence, one request for one or several children.
CREATE TABLE leave_request (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    children TEXT NOT NULL,  -- JSON list of pupils' numbers
    kind TEXT NOT NULL,      -- a key of db/seed/leave_kinds.toml or of the school's policy
    purpose TEXT NOT NULL,
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    received TEXT NOT NULL CHECK (received GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    from_session TEXT NOT NULL CHECK (from_session IN ('AM', 'PM')),
    to_session TEXT NOT NULL CHECK (to_session IN ('AM', 'PM')),
    set_apart TEXT NOT NULL DEFAULT '',       -- JSON list of the days a religious body sets apart
    applicant INTEGER NOT NULL DEFAULT 0,     -- a contact; 0 where it is somebody else
    applicant_name TEXT NOT NULL DEFAULT '',
    applicant_is TEXT NOT NULL DEFAULT '',
    destination TEXT NOT NULL DEFAULT '',
    contact_there TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    signed INTEGER NOT NULL DEFAULT 0 CHECK (signed IN (0, 1)),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    why TEXT NOT NULL DEFAULT '',             -- why it was changed or withdrawn
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER leave_request_is_in_ink BEFORE UPDATE ON leave_request
BEGIN SELECT RAISE (ABORT, 'leave_request is written in ink'); END;

CREATE TRIGGER leave_request_is_kept BEFORE DELETE ON leave_request
BEGIN SELECT RAISE (ABORT, 'leave_request is kept'); END;

CREATE TRIGGER leave_request_is_not_written_over BEFORE INSERT ON leave_request
WHEN EXISTS (SELECT 1 FROM leave_request WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'leave_request is written in ink'); END;

-- What was decided of one child's request, one symbol for every weekday session.
CREATE TABLE leave_decision (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    request INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),  -- the day of the strip's first symbol
    strip TEXT NOT NULL,  -- as a standing line: C granted, G or O refused, '-' not asked, '.' not decided
    reason TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '',
    counted INTEGER NOT NULL,              -- sessions that counted by the calendar of that day
    why TEXT NOT NULL DEFAULT '',          -- why it was decided anew
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER leave_decision_is_in_ink BEFORE UPDATE ON leave_decision
BEGIN SELECT RAISE (ABORT, 'leave_decision is written in ink'); END;

CREATE TRIGGER leave_decision_is_kept BEFORE DELETE ON leave_decision
BEGIN SELECT RAISE (ABORT, 'leave_decision is kept'); END;

CREATE TRIGGER leave_decision_is_not_written_over BEFORE INSERT ON leave_decision
WHEN EXISTS (SELECT 1 FROM leave_decision WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'leave_decision is written in ink'); END;

-- What was done while a leave was followed: enquiries, the return, the referral.
CREATE TABLE leave_note (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    request INTEGER NOT NULL,
    pupil INTEGER NOT NULL DEFAULT 0,  -- 0 for all children of the request
    kind TEXT NOT NULL CHECK (kind IN ('question', 'partner', 'enquiry', 'back', 'referral', 'follow-up')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    text TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER leave_note_is_in_ink BEFORE UPDATE ON leave_note
BEGIN SELECT RAISE (ABORT, 'leave_note is written in ink'); END;

CREATE TRIGGER leave_note_is_kept BEFORE DELETE ON leave_note
BEGIN SELECT RAISE (ABORT, 'leave_note is kept'); END;

CREATE TRIGGER leave_note_is_not_written_over BEFORE INSERT ON leave_note
WHEN EXISTS (SELECT 1 FROM leave_note WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'leave_note is written in ink'); END;

-- Whom the head has named to decide on leave, and for how long.
CREATE TABLE delegate (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    person INTEGER NOT NULL,
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER delegate_is_in_ink BEFORE UPDATE ON delegate
BEGIN SELECT RAISE (ABORT, 'delegate is written in ink'); END;

CREATE TRIGGER delegate_is_kept BEFORE DELETE ON delegate
BEGIN SELECT RAISE (ABORT, 'delegate is kept'); END;

CREATE TRIGGER delegate_is_not_written_over BEFORE INSERT ON delegate
WHEN EXISTS (SELECT 1 FROM delegate WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'delegate is written in ink'); END;

-- Tests that some year groups sit: the school's own dates beside the national ones.
CREATE TABLE assessment (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    name TEXT NOT NULL,
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    year_groups TEXT NOT NULL DEFAULT '',  -- JSON list; empty for all
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER assessment_is_in_ink BEFORE UPDATE ON assessment
BEGIN SELECT RAISE (ABORT, 'assessment is written in ink'); END;

CREATE TRIGGER assessment_is_kept BEFORE DELETE ON assessment
BEGIN SELECT RAISE (ABORT, 'assessment is kept'); END;

CREATE TRIGGER assessment_is_not_written_over BEFORE INSERT ON assessment
WHEN EXISTS (SELECT 1 FROM assessment WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'assessment is written in ink'); END;
