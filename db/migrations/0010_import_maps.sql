-- What the columns of a list hold, as the school named them once: asked for again by the map's name.
CREATE TABLE import_map (
    act INTEGER NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
    n   INTEGER NOT NULL,
    id  INTEGER NOT NULL,  -- the thing's number, the same through all its versions
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pupils', 'contacts', 'marks')),
    base TEXT NOT NULL DEFAULT 'any',     -- the system whose headings are asked after these
    headings TEXT NOT NULL DEFAULT '',    -- JSON list
    fields TEXT NOT NULL DEFAULT '',      -- JSON list as long: what each heading holds
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER import_map_is_in_ink BEFORE UPDATE ON import_map
BEGIN SELECT RAISE (ABORT, 'import_map is written in ink'); END;

CREATE TRIGGER import_map_is_kept BEFORE DELETE ON import_map
BEGIN SELECT RAISE (ABORT, 'import_map is kept'); END;

CREATE TRIGGER import_map_is_not_written_over BEFORE INSERT ON import_map
WHEN EXISTS (SELECT 1 FROM import_map WHERE act = NEW.act AND n = NEW.n)
BEGIN SELECT RAISE (ABORT, 'import_map is written in ink'); END;
