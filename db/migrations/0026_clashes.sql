-- What desks changed differently while apart, and what was decided of it.

-- That a person decided what is to stand where desks disagreed. The value stands in the line of its
-- own book that the same act wrote; this says of which field it was decided, and why.
CREATE TABLE clash_decided (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    shelf  TEXT    NOT NULL,             -- the book it was in
    thing  INTEGER NOT NULL,             -- the number of the card or entry
    field  TEXT    NOT NULL,             -- the field
    reason TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER clash_decided_is_in_ink BEFORE UPDATE ON clash_decided
BEGIN SELECT RAISE (ABORT, 'clash_decided is written in ink'); END;

CREATE TRIGGER clash_decided_is_kept BEFORE DELETE ON clash_decided
BEGIN SELECT RAISE (ABORT, 'clash_decided is kept'); END;

CREATE TRIGGER clash_decided_is_not_written_over BEFORE INSERT ON clash_decided
WHEN EXISTS (SELECT 1 FROM clash_decided WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'clash_decided is written in ink'); END;

CREATE INDEX clash_decided_by_thing ON clash_decided (shelf, thing);

-- Cards and entries of which versions of several desks stood after a merge. Derived from the ink as
-- merging goes, and drawn anew by the check; what of them is in dispute is worked out from the lines.
CREATE TABLE contested_card (
    book  TEXT    NOT NULL,
    thing INTEGER NOT NULL,
    PRIMARY KEY (book, thing)
) STRICT, WITHOUT ROWID;
