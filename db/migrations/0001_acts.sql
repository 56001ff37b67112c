-- What every book rests on: who wrote what, in one chain for each desk.
--
-- An act is one transaction of one person. Its lines stand in the books, each named by the act and
-- its place in it. Nothing written is ever changed; the triggers refuse it whatever program opens
-- the file. A number is desk << 32 | counter, so that desks never give the same one.

-- Which school's books these are. A random number, given once.
CREATE TABLE school_file (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    school INTEGER NOT NULL
) STRICT;

INSERT INTO school_file VALUES (1, abs(random() / 2));

CREATE TABLE act (
    id     INTEGER PRIMARY KEY,  -- desk << 32 | the desk's own number, without gaps
    clock  INTEGER NOT NULL,     -- 1 + the highest this file had seen; orders acts, the wall clock never does
    kind   TEXT    NOT NULL,     -- what was done
    schema INTEGER NOT NULL,     -- how many migrations the file had then
    at     TEXT    NOT NULL,     -- date, time and offset from UTC; for reading
    name   TEXT    NOT NULL,     -- the person, their post and their role as they were that day
    post   TEXT    NOT NULL,
    role   TEXT    NOT NULL,
    heads  TEXT    NOT NULL,     -- the last act seen of every other desk, JSON
    before BLOB    NOT NULL,     -- the digest of the desk's act before; empty for its first
    salt   BLOB    NOT NULL,     -- so that a body erased at the end of its keeping cannot be guessed
    body   BLOB    NOT NULL,     -- SHA-256 of salt and the lines as JSON
    digest BLOB    NOT NULL      -- SHA-256 of all of the above
) STRICT;

CREATE INDEX act_by_clock ON act (clock);

CREATE TRIGGER act_is_in_ink BEFORE UPDATE ON act
BEGIN SELECT RAISE (ABORT, 'act is written in ink'); END;

CREATE TRIGGER act_is_kept BEFORE DELETE ON act
BEGIN SELECT RAISE (ABORT, 'act is kept'); END;

CREATE TRIGGER act_is_not_written_over BEFORE INSERT ON act
WHEN EXISTS (SELECT 1 FROM act WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'act is written in ink'); END;

-- What a line corrects. Two desks may correct one line while apart; a decision names both. A line
-- may arrive before the one it corrects, so nothing is asked of the earlier side.
CREATE TABLE corrects (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    earlier_act INTEGER NOT NULL,
    earlier_n   INTEGER NOT NULL,
    PRIMARY KEY (act, n, earlier_act, earlier_n)
) STRICT, WITHOUT ROWID;

CREATE INDEX corrects_earlier ON corrects (earlier_act, earlier_n);

CREATE TRIGGER corrects_is_in_ink BEFORE UPDATE ON corrects
BEGIN SELECT RAISE (ABORT, 'corrects is written in ink'); END;

CREATE TRIGGER corrects_is_kept BEFORE DELETE ON corrects
BEGIN SELECT RAISE (ABORT, 'corrects is kept'); END;

CREATE TRIGGER corrects_is_not_written_over BEFORE INSERT ON corrects
WHEN EXISTS (SELECT 1 FROM corrects WHERE act = NEW.act AND n = NEW.n AND earlier_act = NEW.earlier_act AND earlier_n = NEW.earlier_n)
BEGIN SELECT RAISE (ABORT, 'corrects is written in ink'); END;
