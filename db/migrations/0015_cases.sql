-- The attendance case of a pupil: card, meetings, plans, notes, referrals, steps of the ladder.
-- A change or a withdrawal is a new version of the entry, with the reason.

-- What a case rests on and who leads it; one for each pupil that has one.
CREATE TABLE case_card (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the pupil's number: there is one card for each
    lead TEXT NOT NULL DEFAULT '',           -- the lead professional
    social_worker TEXT NOT NULL DEFAULT '',  -- name and how to reach them, blank for none
    youth_worker TEXT NOT NULL DEFAULT '',
    medical_plan TEXT NOT NULL DEFAULT '',   -- what it says in a line, blank for none
    -- until when letters are adapted
    bereaved_until TEXT CHECK (bereaved_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    early_help TEXT NOT NULL DEFAULT '',
    adjustments TEXT NOT NULL DEFAULT '',
    focus_year INTEGER NOT NULL DEFAULT 0,   -- the school year the family is a focus in, 0 for none
    large_print INTEGER NOT NULL DEFAULT 0 CHECK (large_print IN (0, 1)),
    language TEXT NOT NULL DEFAULT '',       -- of the family's letters, blank for English
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER case_card_is_in_ink BEFORE UPDATE ON case_card
BEGIN SELECT RAISE (ABORT, 'case_card is written in ink'); END;

CREATE TRIGGER case_card_is_kept BEFORE DELETE ON case_card
BEGIN SELECT RAISE (ABORT, 'case_card is kept'); END;

CREATE TRIGGER case_card_is_not_written_over BEFORE INSERT ON case_card
WHEN EXISTS (SELECT 1 FROM case_card WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'case_card is written in ink'); END;

-- Meetings about a pupil's attendance: who was invited, who came, what was said.
CREATE TABLE meeting (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    at TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    invited TEXT NOT NULL DEFAULT '',  -- a JSON list of names
    came TEXT NOT NULL DEFAULT '',  -- a JSON list of names
    state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'missed', 'cancelled')),
    notes TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER meeting_is_in_ink BEFORE UPDATE ON meeting
BEGIN SELECT RAISE (ABORT, 'meeting is written in ink'); END;

CREATE TRIGGER meeting_is_kept BEFORE DELETE ON meeting
BEGIN SELECT RAISE (ABORT, 'meeting is kept'); END;

CREATE TRIGGER meeting_is_not_written_over BEFORE INSERT ON meeting
WHEN EXISTS (SELECT 1 FROM meeting WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'meeting is written in ink'); END;

CREATE INDEX meeting_by_day ON meeting (day);
CREATE INDEX meeting_by_number ON meeting (id);
CREATE INDEX meeting_by_pupil ON meeting (pupil, day);

-- Plans and contracts: what was agreed, who owns it, when it is looked at again.
CREATE TABLE plan (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    -- the day it was agreed
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL,
    lead TEXT NOT NULL DEFAULT '',  -- who owns it in school
    support TEXT NOT NULL DEFAULT '',  -- what was offered
    -- blank while not known
    taken TEXT NOT NULL DEFAULT '' CHECK (taken IN ('', 'accepted', 'partly', 'refused')),
    review TEXT NOT NULL DEFAULT '',  -- the day of the review, blank for none
    school_signed TEXT NOT NULL DEFAULT '',  -- who signed for the school
    parent_signed TEXT NOT NULL DEFAULT '',  -- which parent signed
    outcome TEXT NOT NULL DEFAULT '',  -- what came of it; blank while it goes on
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER plan_is_in_ink BEFORE UPDATE ON plan
BEGIN SELECT RAISE (ABORT, 'plan is written in ink'); END;

CREATE TRIGGER plan_is_kept BEFORE DELETE ON plan
BEGIN SELECT RAISE (ABORT, 'plan is kept'); END;

CREATE TRIGGER plan_is_not_written_over BEFORE INSERT ON plan
WHEN EXISTS (SELECT 1 FROM plan WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'plan is written in ink'); END;

CREATE INDEX plan_by_day ON plan (day);
CREATE INDEX plan_by_number ON plan (id);
CREATE INDEX plan_by_pupil ON plan (pupil, day);

-- What a plan asks for, by whom and until when.
CREATE TABLE target (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    plan INTEGER NOT NULL,
    words TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT '',
    due TEXT NOT NULL DEFAULT '',
    -- blank while not known
    met TEXT NOT NULL DEFAULT '' CHECK (met IN ('', 'yes', 'partly', 'no')),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER target_is_in_ink BEFORE UPDATE ON target
BEGIN SELECT RAISE (ABORT, 'target is written in ink'); END;

CREATE TRIGGER target_is_kept BEFORE DELETE ON target
BEGIN SELECT RAISE (ABORT, 'target is kept'); END;

CREATE TRIGGER target_is_not_written_over BEFORE INSERT ON target
WHEN EXISTS (SELECT 1 FROM target WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'target is written in ink'); END;

CREATE INDEX target_by_day ON target (day);
CREATE INDEX target_by_number ON target (id);
CREATE INDEX target_by_pupil ON target (pupil, day);

-- Ordinary notes of an attendance case: talks, adjustments, what works.
CREATE TABLE case_note (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    remind TEXT NOT NULL DEFAULT '',  -- the day it comes up again, blank for none
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),  -- whether the reminder is settled
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER case_note_is_in_ink BEFORE UPDATE ON case_note
BEGIN SELECT RAISE (ABORT, 'case_note is written in ink'); END;

CREATE TRIGGER case_note_is_kept BEFORE DELETE ON case_note
BEGIN SELECT RAISE (ABORT, 'case_note is kept'); END;

CREATE TRIGGER case_note_is_not_written_over BEFORE INSERT ON case_note
WHEN EXISTS (SELECT 1 FROM case_note WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'case_note is written in ink'); END;

CREATE INDEX case_note_by_day ON case_note (day);
CREATE INDEX case_note_by_number ON case_note (id);
CREATE INDEX case_note_by_pupil ON case_note (pupil, day);

-- What was referred to whom, and what came of it.
CREATE TABLE referral (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    whom TEXT NOT NULL,
    why TEXT NOT NULL,
    outcome TEXT NOT NULL DEFAULT '',  -- blank while open
    settled TEXT NOT NULL DEFAULT '',  -- the day of the outcome
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER referral_is_in_ink BEFORE UPDATE ON referral
BEGIN SELECT RAISE (ABORT, 'referral is written in ink'); END;

CREATE TRIGGER referral_is_kept BEFORE DELETE ON referral
BEGIN SELECT RAISE (ABORT, 'referral is kept'); END;

CREATE TRIGGER referral_is_not_written_over BEFORE INSERT ON referral
WHEN EXISTS (SELECT 1 FROM referral WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'referral is written in ink'); END;

CREATE INDEX referral_by_day ON referral (day);
CREATE INDEX referral_by_number ON referral (id);
CREATE INDEX referral_by_pupil ON referral (pupil, day);

-- Steps of the policy's ladder: done with evidence, or put aside with a reason.
CREATE TABLE step_taken (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    step TEXT NOT NULL,  -- its name in the policy
    state TEXT NOT NULL CHECK (state IN ('done', 'aside')),
    evidence TEXT NOT NULL DEFAULT '',  -- what shows it
    why TEXT NOT NULL DEFAULT '',  -- why it was put aside
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER step_taken_is_in_ink BEFORE UPDATE ON step_taken
BEGIN SELECT RAISE (ABORT, 'step_taken is written in ink'); END;

CREATE TRIGGER step_taken_is_kept BEFORE DELETE ON step_taken
BEGIN SELECT RAISE (ABORT, 'step_taken is kept'); END;

CREATE TRIGGER step_taken_is_not_written_over BEFORE INSERT ON step_taken
WHEN EXISTS (SELECT 1 FROM step_taken WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'step_taken is written in ink'); END;

CREATE INDEX step_taken_by_day ON step_taken (day);
CREATE INDEX step_taken_by_number ON step_taken (id);
CREATE INDEX step_taken_by_pupil ON step_taken (pupil, day);

-- Safeguarding notes: read by the posts the table of rights names, and by nobody else.
CREATE TABLE confidential_note (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    words TEXT NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER confidential_note_is_in_ink BEFORE UPDATE ON confidential_note
BEGIN SELECT RAISE (ABORT, 'confidential_note is written in ink'); END;

CREATE TRIGGER confidential_note_is_kept BEFORE DELETE ON confidential_note
BEGIN SELECT RAISE (ABORT, 'confidential_note is kept'); END;

CREATE TRIGGER confidential_note_is_not_written_over BEFORE INSERT ON confidential_note
WHEN EXISTS (SELECT 1 FROM confidential_note WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'confidential_note is written in ink'); END;

CREATE INDEX confidential_note_by_day ON confidential_note (day);
CREATE INDEX confidential_note_by_number ON confidential_note (id);
CREATE INDEX confidential_note_by_pupil ON confidential_note (pupil, day);

-- That confidential notes of a pupil were opened, by whom and why.
CREATE TABLE note_opened (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    why TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER note_opened_is_in_ink BEFORE UPDATE ON note_opened
BEGIN SELECT RAISE (ABORT, 'note_opened is written in ink'); END;

CREATE TRIGGER note_opened_is_kept BEFORE DELETE ON note_opened
BEGIN SELECT RAISE (ABORT, 'note_opened is kept'); END;

CREATE TRIGGER note_opened_is_not_written_over BEFORE INSERT ON note_opened
WHEN EXISTS (SELECT 1 FROM note_opened WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'note_opened is written in ink'); END;

CREATE INDEX note_opened_by_day ON note_opened (day);
CREATE INDEX note_opened_by_number ON note_opened (id);
CREATE INDEX note_opened_by_pupil ON note_opened (pupil, day);
