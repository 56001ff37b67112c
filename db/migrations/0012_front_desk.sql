-- The front desk: late book, signing out and in, messages, appointments, contact, roll call.
-- Each is a book of entries with a number; a change or a withdrawal is a new version of the entry,
-- with the reason, that names the one it corrects.

-- The late book: who came after the register was marked by, when and why.
CREATE TABLE late_arrival (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the entry's number, the same through all its versions
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    session TEXT NOT NULL CHECK (session IN ('AM', 'PM')),
    at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9]:[0-9][0-9]'),  -- when the child arrived
    reason TEXT NOT NULL,  -- as the office said it
    code TEXT NOT NULL,  -- what the register says for it
    minutes INTEGER NOT NULL,  -- whole minutes after the register was marked by
    stood TEXT NOT NULL DEFAULT '',  -- the code that stood before
    brought_by INTEGER NOT NULL DEFAULT 0,  -- the contact, or 0
    brought TEXT NOT NULL DEFAULT '',  -- who, where it was nobody on the card
    lunch TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',  -- what was seen for an appointment
    together INTEGER NOT NULL DEFAULT 0,  -- the first entry of those who came with the child
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',  -- why an earlier version was corrected
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER late_arrival_is_in_ink BEFORE UPDATE ON late_arrival
BEGIN SELECT RAISE (ABORT, 'late_arrival is written in ink'); END;

CREATE TRIGGER late_arrival_is_kept BEFORE DELETE ON late_arrival
BEGIN SELECT RAISE (ABORT, 'late_arrival is kept'); END;

CREATE TRIGGER late_arrival_is_not_written_over BEFORE INSERT ON late_arrival
WHEN EXISTS (SELECT 1 FROM late_arrival WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'late_arrival is written in ink'); END;

CREATE INDEX late_arrival_by_day ON late_arrival (day);
CREATE INDEX late_arrival_by_number ON late_arrival (id);
CREATE INDEX late_arrival_by_pupil ON late_arrival (pupil, day);

-- The signing out and in book: who left the site, with whom, and when they were back.
CREATE TABLE sign_out (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the entry's number, the same through all its versions
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    left_at TEXT NOT NULL CHECK (left_at GLOB '[0-9][0-9]:[0-9][0-9]'),
    reason TEXT NOT NULL,
    code TEXT NOT NULL DEFAULT '',  -- what a session missed for it is marked with
    collector INTEGER NOT NULL DEFAULT 0,  -- the contact, or 0
    collected_by TEXT NOT NULL DEFAULT '',  -- name and relation, where nobody on the card
    why_other TEXT NOT NULL DEFAULT '',  -- why somebody not on the list was let take the child
    second INTEGER NOT NULL DEFAULT 0,  -- the second member of staff who agreed
    -- blank where not today
    expected TEXT NOT NULL DEFAULT '' CHECK (expected = '' OR expected GLOB '[0-9][0-9]:[0-9][0-9]'),
    -- blank while out
    back_at TEXT NOT NULL DEFAULT '' CHECK (back_at = '' OR back_at GLOB '[0-9][0-9]:[0-9][0-9]'),
    appointment INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',  -- why an earlier version was corrected
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sign_out_is_in_ink BEFORE UPDATE ON sign_out
BEGIN SELECT RAISE (ABORT, 'sign_out is written in ink'); END;

CREATE TRIGGER sign_out_is_kept BEFORE DELETE ON sign_out
BEGIN SELECT RAISE (ABORT, 'sign_out is kept'); END;

CREATE TRIGGER sign_out_is_not_written_over BEFORE INSERT ON sign_out
WHEN EXISTS (SELECT 1 FROM sign_out WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'sign_out is written in ink'); END;

CREATE INDEX sign_out_by_day ON sign_out (day);
CREATE INDEX sign_out_by_number ON sign_out (id);
CREATE INDEX sign_out_by_pupil ON sign_out (pupil, day);

-- Messages from parents: why a child is away, for how long, and who said so.
CREATE TABLE message (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the entry's number, the same through all its versions
    pupil INTEGER NOT NULL,
    -- the first day it is about
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- the last, included
    last TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    sessions TEXT NOT NULL DEFAULT '' CHECK (sessions IN ('', 'AM', 'PM')),  -- blank for whole days
    kind TEXT NOT NULL,  -- the kind of reason
    code TEXT NOT NULL DEFAULT '',  -- what it fills; blank where somebody must decide
    words TEXT NOT NULL DEFAULT '',  -- what was said
    expected TEXT NOT NULL DEFAULT '',  -- the day of return, where said
    caller INTEGER NOT NULL DEFAULT 0,  -- the contact, or 0
    called TEXT NOT NULL DEFAULT '',  -- who, where it was nobody on the card
    channel TEXT NOT NULL,
    -- the day it was taken
    taken TEXT NOT NULL CHECK (taken GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9]:[0-9][0-9]'),  -- when it was taken
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',  -- why an earlier version was corrected
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER message_is_in_ink BEFORE UPDATE ON message
BEGIN SELECT RAISE (ABORT, 'message is written in ink'); END;

CREATE TRIGGER message_is_kept BEFORE DELETE ON message
BEGIN SELECT RAISE (ABORT, 'message is kept'); END;

CREATE TRIGGER message_is_not_written_over BEFORE INSERT ON message
WHEN EXISTS (SELECT 1 FROM message WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'message is written in ink'); END;

CREATE INDEX message_by_day ON message (day, last);
CREATE INDEX message_by_number ON message (id);
CREATE INDEX message_by_pupil ON message (pupil, day);

-- The appointment book: what a child will leave for, and what was seen for it.
CREATE TABLE appointment (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the entry's number, the same through all its versions
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9]:[0-9][0-9]'),  -- of the appointment itself
    what TEXT NOT NULL,
    -- blank: comes from home
    away_from TEXT NOT NULL DEFAULT '' CHECK (away_from = '' OR away_from GLOB '[0-9][0-9]:[0-9][0-9]'),
    -- blank: not back that day
    away_until TEXT NOT NULL DEFAULT '' CHECK (away_until = '' OR away_until GLOB '[0-9][0-9]:[0-9][0-9]'),
    medical INTEGER NOT NULL DEFAULT 1 CHECK (medical IN (0, 1)),
    evidence TEXT NOT NULL DEFAULT '',  -- card, letter or message seen; blank while none
    seen_by TEXT NOT NULL DEFAULT '',  -- who saw it
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',  -- why an earlier version was corrected
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER appointment_is_in_ink BEFORE UPDATE ON appointment
BEGIN SELECT RAISE (ABORT, 'appointment is written in ink'); END;

CREATE TRIGGER appointment_is_kept BEFORE DELETE ON appointment
BEGIN SELECT RAISE (ABORT, 'appointment is kept'); END;

CREATE TRIGGER appointment_is_not_written_over BEFORE INSERT ON appointment
WHEN EXISTS (SELECT 1 FROM appointment WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'appointment is written in ink'); END;

CREATE INDEX appointment_by_day ON appointment (day);
CREATE INDEX appointment_by_number ON appointment (id);
CREATE INDEX appointment_by_pupil ON appointment (pupil, day);

-- First-day contact: each attempt to find out why a child is away, with its outcome.
CREATE TABLE attempt (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the entry's number, the same through all its versions
    pupil INTEGER NOT NULL,
    -- the day of the absence
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9]:[0-9][0-9]'),
    step TEXT NOT NULL,  -- text, call, visit, told
    contact INTEGER NOT NULL DEFAULT 0,  -- whom, or 0
    outcome TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',  -- why an earlier version was corrected
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attempt_is_in_ink BEFORE UPDATE ON attempt
BEGIN SELECT RAISE (ABORT, 'attempt is written in ink'); END;

CREATE TRIGGER attempt_is_kept BEFORE DELETE ON attempt
BEGIN SELECT RAISE (ABORT, 'attempt is kept'); END;

CREATE TRIGGER attempt_is_not_written_over BEFORE INSERT ON attempt
WHEN EXISTS (SELECT 1 FROM attempt WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'attempt is written in ink'); END;

CREATE INDEX attempt_by_day ON attempt (day);
CREATE INDEX attempt_by_number ON attempt (id);
CREATE INDEX attempt_by_pupil ON attempt (pupil, day);

-- Roll calls that were called: a fire alarm, a practice.
CREATE TABLE drill (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the entry's number, the same through all its versions
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9]:[0-9][0-9]'),
    why TEXT NOT NULL DEFAULT '',
    ended TEXT NOT NULL DEFAULT '' CHECK (ended = '' OR ended GLOB '[0-9][0-9]:[0-9][0-9]'),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',  -- why an earlier version was corrected
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER drill_is_in_ink BEFORE UPDATE ON drill
BEGIN SELECT RAISE (ABORT, 'drill is written in ink'); END;

CREATE TRIGGER drill_is_kept BEFORE DELETE ON drill
BEGIN SELECT RAISE (ABORT, 'drill is kept'); END;

CREATE TRIGGER drill_is_not_written_over BEFORE INSERT ON drill
WHEN EXISTS (SELECT 1 FROM drill WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'drill is written in ink'); END;

CREATE INDEX drill_by_day ON drill (day);
CREATE INDEX drill_by_number ON drill (id);

-- Who was found at a roll call.
CREATE TABLE found (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the entry's number, the same through all its versions
    drill INTEGER NOT NULL,
    pupil INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9]:[0-9][0-9]'),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    correction TEXT NOT NULL DEFAULT '',  -- why an earlier version was corrected
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER found_is_in_ink BEFORE UPDATE ON found
BEGIN SELECT RAISE (ABORT, 'found is written in ink'); END;

CREATE TRIGGER found_is_kept BEFORE DELETE ON found
BEGIN SELECT RAISE (ABORT, 'found is kept'); END;

CREATE TRIGGER found_is_not_written_over BEFORE INSERT ON found
WHEN EXISTS (SELECT 1 FROM found WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'found is written in ink'); END;

CREATE INDEX found_by_day ON found (day);
CREATE INDEX found_by_number ON found (id);
CREATE INDEX found_by_pupil ON found (pupil, day);

-- How often a slip was printed at this desk, so that the second says that it is a copy. Not an act.
CREATE TABLE slip (
    entry INTEGER PRIMARY KEY,  -- the late book's entry
    times INTEGER NOT NULL
) STRICT;
