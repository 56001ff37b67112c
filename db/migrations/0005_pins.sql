-- PINs: who somebody is, kept as Argon2id hashes. No book: a PIN that was changed is forgotten.
CREATE TABLE pin (
    person INTEGER PRIMARY KEY,
    hash   TEXT NOT NULL,
    wrong  INTEGER NOT NULL DEFAULT 0,  -- wrong tries since the last right one
    until  TEXT NOT NULL DEFAULT ''     -- no try is taken before this time
) STRICT;
