-- The school, its sites and times, its calendar and its staff. Each row is a version of a card: a
-- change is a new row that corrects the one before.

-- The school's details; there is one, number 1.
CREATE TABLE school (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    name    TEXT NOT NULL,
    dfe     TEXT NOT NULL DEFAULT '',
    urn     TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    phone   TEXT NOT NULL DEFAULT '',
    policy  TEXT NOT NULL DEFAULT 'national',
    sample  INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER school_is_in_ink BEFORE UPDATE ON school
BEGIN SELECT RAISE (ABORT, 'school is written in ink'); END;

CREATE TRIGGER school_is_kept BEFORE DELETE ON school
BEGIN SELECT RAISE (ABORT, 'school is kept'); END;

CREATE TRIGGER school_is_not_written_over BEFORE INSERT ON school
WHEN EXISTS (SELECT 1 FROM school WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'school is written in ink'); END;

-- Where the school meets.
CREATE TABLE site (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    name TEXT NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER site_is_in_ink BEFORE UPDATE ON site
BEGIN SELECT RAISE (ABORT, 'site is written in ink'); END;

CREATE TRIGGER site_is_kept BEFORE DELETE ON site
BEGIN SELECT RAISE (ABORT, 'site is kept'); END;

CREATE TRIGGER site_is_not_written_over BEFORE INSERT ON site
WHEN EXISTS (SELECT 1 FROM site WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'site is written in ink'); END;

-- From which day which times hold: a session begins, from then on a child is late, the register
-- closes, the session ends, and the marks must have reached the office.
CREATE TABLE bell (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    site       INTEGER NOT NULL,
    session    TEXT NOT NULL CHECK (session IN ('AM', 'PM')),
    year_group TEXT NOT NULL DEFAULT '',  -- '' for every year group without times of its own
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    begins TEXT NOT NULL CHECK (begins GLOB '[0-2][0-9]:[0-5][0-9]'),
    late_from TEXT NOT NULL CHECK (late_from GLOB '[0-2][0-9]:[0-5][0-9]'),
    closes TEXT NOT NULL CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
    ends TEXT NOT NULL CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]'),
    deadline TEXT NOT NULL CHECK (deadline GLOB '[0-2][0-9]:[0-5][0-9]'),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER bell_is_in_ink BEFORE UPDATE ON bell
BEGIN SELECT RAISE (ABORT, 'bell is written in ink'); END;

CREATE TRIGGER bell_is_kept BEFORE DELETE ON bell
BEGIN SELECT RAISE (ABORT, 'bell is kept'); END;

CREATE TRIGGER bell_is_not_written_over BEFORE INSERT ON bell
WHEN EXISTS (SELECT 1 FROM bell WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'bell is written in ink'); END;

-- Days on which pupils are not expected. Without any, every weekday is open.
CREATE TABLE closure (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    why  TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('holiday', 'bank holiday', 'INSET', 'closure')),
    site INTEGER NOT NULL DEFAULT 0,         -- 0 for every site
    year_groups TEXT NOT NULL DEFAULT '',    -- '' for every year group, or a JSON list
    source TEXT NOT NULL DEFAULT '',         -- the calendar entry it came from
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER closure_is_in_ink BEFORE UPDATE ON closure
BEGIN SELECT RAISE (ABORT, 'closure is written in ink'); END;

CREATE TRIGGER closure_is_kept BEFORE DELETE ON closure
BEGIN SELECT RAISE (ABORT, 'closure is kept'); END;

CREATE TRIGGER closure_is_not_written_over BEFORE INSERT ON closure
WHEN EXISTS (SELECT 1 FROM closure WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'closure is written in ink'); END;

-- Terms or half terms. Where a year has some, every day outside them is closed.
CREATE TABLE term (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    name TEXT NOT NULL,
    site INTEGER NOT NULL DEFAULT 0,
    source TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER term_is_in_ink BEFORE UPDATE ON term
BEGIN SELECT RAISE (ABORT, 'term is written in ink'); END;

CREATE TRIGGER term_is_kept BEFORE DELETE ON term
BEGIN SELECT RAISE (ABORT, 'term is kept'); END;

CREATE TRIGGER term_is_not_written_over BEFORE INSERT ON term
WHEN EXISTS (SELECT 1 FROM term WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'term is written in ink'); END;

-- The staff who write in the books.
CREATE TABLE person (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    role TEXT NOT NULL,
    first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last TEXT CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER person_is_in_ink BEFORE UPDATE ON person
BEGIN SELECT RAISE (ABORT, 'person is written in ink'); END;

CREATE TRIGGER person_is_kept BEFORE DELETE ON person
BEGIN SELECT RAISE (ABORT, 'person is kept'); END;

CREATE TRIGGER person_is_not_written_over BEFORE INSERT ON person
WHEN EXISTS (SELECT 1 FROM person WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'person is written in ink'); END;

