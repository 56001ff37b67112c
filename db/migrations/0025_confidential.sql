-- Confidential lines: in the file where somebody may read them, sealed wherever nobody may.

-- A file with the private half holds confidential lines and opens what comes sealed. A file with
-- the public half alone seals what is written in it, as into a post-box, and opens nothing.
CREATE TABLE confidential_key (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    private BLOB,
    public  BLOB,
    CHECK ((private IS NULL) <> (public IS NULL))
) STRICT;

INSERT INTO confidential_key VALUES (1, randomblob(32), NULL);

-- Salt and lines of an act as they came sealed; the act itself has no salt here, so that what it
-- says cannot be guessed at, and no lines. A desk hands it on as it is.
CREATE TABLE sealed_body (
    act    INTEGER PRIMARY KEY REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    sealed BLOB NOT NULL,
    digest BLOB NOT NULL  -- SHA-256 of it, so that a file that spoilt is noticed
) STRICT;

CREATE TRIGGER sealed_body_is_in_ink BEFORE UPDATE ON sealed_body
BEGIN SELECT RAISE (ABORT, 'sealed_body is written in ink'); END;

CREATE TRIGGER sealed_body_is_kept BEFORE DELETE ON sealed_body
BEGIN SELECT RAISE (ABORT, 'sealed_body is kept'); END;

CREATE TRIGGER sealed_body_is_not_written_over BEFORE INSERT ON sealed_body
WHEN EXISTS (SELECT 1 FROM sealed_body WHERE act = NEW.act)
BEGIN SELECT RAISE (ABORT, 'sealed_body is written in ink'); END;
