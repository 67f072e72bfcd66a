-- Supplied files: annexes of structures and scans of dossiers. Each row is one version of a series;
-- a newer one replaces it in lists, and nothing ever changes or goes.

CREATE TABLE annexes (
    id TEXT PRIMARY KEY,
    structure TEXT NOT NULL,  -- one of these two is empty
    dossier TEXT NOT NULL,
    nature TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    series TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    pages INTEGER NOT NULL CHECK (pages > 0),
    supplied_at INTEGER NOT NULL,
    supplied_by TEXT NOT NULL,
    CHECK ((structure = '') <> (dossier = '')),
    UNIQUE (structure, dossier, series, version)
) STRICT;

CREATE TABLE annex_bytes (
    annex TEXT PRIMARY KEY REFERENCES annexes (id),
    bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER supplied_annexes_stay_as_they_are BEFORE UPDATE ON annexes
BEGIN
    SELECT RAISE(ABORT, 'a supplied annex never changes');
END;
CREATE TRIGGER supplied_bytes_stay_as_they_are BEFORE UPDATE ON annex_bytes
BEGIN
    SELECT RAISE(ABORT, 'a supplied annex never changes');
END;
CREATE TRIGGER supplied_annexes_stay BEFORE DELETE ON annexes
BEGIN
    SELECT RAISE(ABORT, 'a supplied annex never goes');
END;
CREATE TRIGGER supplied_bytes_stay BEFORE DELETE ON annex_bytes
BEGIN
    SELECT RAISE(ABORT, 'a supplied annex never goes');
END;
