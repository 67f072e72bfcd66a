-- Retention: when households were last seen, holds, requests of persons, what stays after an
-- erasure, and what is left of what went.

-- The last contact is not before `seen_at`: households seen since need not be looked at. What was
-- found is noted here; a changed record may move the last contact to an earlier day, so that its
-- household is looked at anew.
CREATE TABLE household_contacts (
    menage TEXT PRIMARY KEY REFERENCES nouns (id) ON DELETE CASCADE,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX household_contacts_by_age ON household_contacts (seen_at, menage);
INSERT INTO household_contacts SELECT id, created_at FROM nouns WHERE kind = 'menage';
CREATE TRIGGER a_household_is_first_seen_when_registered AFTER INSERT ON nouns
WHEN NEW.kind = 'menage'
BEGIN
    INSERT INTO household_contacts VALUES (NEW.id, NEW.created_at);
END;
CREATE TRIGGER a_changed_record_is_looked_at_anew AFTER UPDATE OF version ON nouns
WHEN NEW.kind IN ('menage', 'sejour')
BEGIN
    UPDATE household_contacts
        SET seen_at = (SELECT created_at FROM nouns n WHERE n.id = household_contacts.menage)
        WHERE menage IN (SELECT menage FROM noun_menages WHERE noun = NEW.id);
END;

CREATE TABLE holds (
    menage TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    review_on TEXT NOT NULL,
    lifted_by TEXT NOT NULL,
    lifted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX holds_in_force ON holds (menage) WHERE lifted_at IS NULL;

-- What was asked for, and what it replaces, stands in the journal, at `asked_line`.
CREATE TABLE rights_requests (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    personne TEXT NOT NULL REFERENCES nouns (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    due INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),  -- received, applied, refused
    decided_at INTEGER,
    asked_line INTEGER NOT NULL
) STRICT;
CREATE INDEX rights_requests_of ON rights_requests (personne, received_at);
CREATE INDEX rights_requests_by_age ON rights_requests (received_at, id);

-- What is left of an erased household: figures, under identifiers that name nobody.
CREATE TABLE erased_dossiers (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    menage TEXT NOT NULL,
    workflow TEXT NOT NULL,
    workflow_version INTEGER NOT NULL,
    state TEXT NOT NULL,
    territory TEXT NOT NULL,
    departement TEXT NOT NULL,
    structure TEXT NOT NULL,
    organisation TEXT NOT NULL,
    structure_organisation TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    last_event_at INTEGER NOT NULL,
    erased_at INTEGER NOT NULL
) STRICT;
CREATE TABLE erased_deadlines (
    id TEXT PRIMARY KEY,
    dossier TEXT NOT NULL REFERENCES erased_dossiers (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    law TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    due INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    settled_at INTEGER NOT NULL
) STRICT;
CREATE INDEX erased_deadlines_of ON erased_deadlines (dossier);

-- For figures: dossiers and deadlines, erased ones included.
CREATE VIEW counted_dossiers AS
    SELECT id, number, workflow, state, departement, structure, organisation,
           structure_organisation, opened_at, last_event_at FROM dossiers
    UNION ALL
    SELECT id, number, workflow, state, departement, structure, organisation,
           structure_organisation, opened_at, last_event_at FROM erased_dossiers;
CREATE VIEW counted_deadlines AS
    SELECT id, dossier, name, kind, law, started_at, due, settled, settled_at FROM deadlines
    UNION ALL
    SELECT id, dossier, name, kind, law, started_at, due, settled, settled_at FROM erased_deadlines;

-- Files that outlive their household, out of every list, until their own time ends.
CREATE TABLE kept_files (
    id TEXT PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),  -- document of ours, supplied file
    dossier TEXT NOT NULL,
    dossier_number TEXT NOT NULL,
    departement TEXT NOT NULL,
    menage TEXT NOT NULL,
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rule TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;
CREATE INDEX kept_files_by_end ON kept_files (until, id);
CREATE INDEX kept_files_of ON kept_files (menage);

-- What is left of an erased file: its hash, so that a copy shown later can still be recognised.
CREATE TABLE erased_files (
    id TEXT PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    dossier TEXT NOT NULL,
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    erased_at INTEGER NOT NULL
) STRICT;
CREATE INDEX erased_files_by_hash ON erased_files (sha256) WHERE sha256 <> '';

-- A file goes only after its tombstone stands, and no tombstone moves.
DROP TRIGGER supplied_annexes_stay;
DROP TRIGGER supplied_bytes_stay;
CREATE TRIGGER a_piece_leaves_a_tombstone BEFORE DELETE ON pieces
WHEN NOT EXISTS (SELECT 1 FROM erased_files WHERE id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'an issued piece never goes but by an erasure');
END;
CREATE TRIGGER the_bytes_of_a_piece_leave_a_tombstone BEFORE DELETE ON piece_bytes
WHEN NOT EXISTS (SELECT 1 FROM erased_files WHERE id = OLD.piece)
BEGIN
    SELECT RAISE(ABORT, 'an issued piece never goes but by an erasure');
END;
CREATE TRIGGER an_annex_leaves_a_tombstone BEFORE DELETE ON annexes
WHEN NOT EXISTS (SELECT 1 FROM erased_files WHERE id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'a supplied annex never goes but by an erasure');
END;
CREATE TRIGGER the_bytes_of_an_annex_leave_a_tombstone BEFORE DELETE ON annex_bytes
WHEN NOT EXISTS (SELECT 1 FROM erased_files WHERE id = OLD.annex)
BEGIN
    SELECT RAISE(ABORT, 'a supplied annex never goes but by an erasure');
END;
CREATE TRIGGER tombstones_of_files_stand BEFORE UPDATE ON erased_files
BEGIN
    SELECT RAISE(ABORT, 'a tombstone stays as it is');
END;
CREATE TRIGGER tombstones_of_files_stay BEFORE DELETE ON erased_files
BEGIN
    SELECT RAISE(ABORT, 'a tombstone stays as it is');
END;
CREATE TRIGGER tombstones_of_dossiers_stand BEFORE UPDATE ON erased_dossiers
BEGIN
    SELECT RAISE(ABORT, 'a tombstone stays as it is');
END;
CREATE TRIGGER tombstones_of_dossiers_stay BEFORE DELETE ON erased_dossiers
BEGIN
    SELECT RAISE(ABORT, 'a tombstone stays as it is');
END;

-- Each erasure; its proof is the line of the journal.
CREATE TABLE erasures (
    certificate TEXT PRIMARY KEY,
    menage TEXT NOT NULL,
    departement TEXT NOT NULL,
    erased_at INTEGER NOT NULL,
    line INTEGER NOT NULL
) STRICT;
CREATE INDEX erasures_by_age ON erasures (erased_at, certificate);

-- Data keys that an erasure has promised to destroy, until that is done.
CREATE TABLE keys_to_destroy (
    owner TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
