-- Everything that the service keeps. Instants are milliseconds since 1970 (UTC), dates are
-- "2026-05-04", hashes are 32 bytes, facts are JSON as store/codec.h writes it.

PRAGMA application_id = 0x50524156; -- "PRAV"

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_numbers (
    year INTEGER PRIMARY KEY,
    latest INTEGER NOT NULL CHECK (latest >= 1)
) STRICT;

-- The nouns -------------------------------------------------------------------------------------

CREATE TABLE nouns (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    organisation TEXT NOT NULL,
    departement TEXT NOT NULL,
    protected INTEGER NOT NULL CHECK (protected IN (0, 1)),
    structure TEXT NOT NULL,    -- where a place or a stay is; empty otherwise
    same_person TEXT NOT NULL,  -- of a person with a name and a birth date; empty otherwise
    created_at INTEGER NOT NULL,
    fields TEXT NOT NULL
) STRICT;
CREATE INDEX nouns_by_age ON nouns (kind, created_at, id);
CREATE INDEX nouns_protected ON nouns (id) WHERE protected = 1;
CREATE INDEX nouns_by_structure ON nouns (structure);
CREATE INDEX nouns_same_person ON nouns (same_person) WHERE same_person <> '';

-- Whole words of names, normalised.
CREATE TABLE noun_words (
    word TEXT NOT NULL,
    noun TEXT NOT NULL REFERENCES nouns (id) ON DELETE CASCADE,
    PRIMARY KEY (word, noun)
) STRICT, WITHOUT ROWID;
CREATE INDEX noun_words_of ON noun_words (noun);

-- Which ménage a noun belongs to, and which record says so: its own, or the ménage's.
CREATE TABLE noun_menages (
    noun TEXT NOT NULL,
    menage TEXT NOT NULL,
    stated_by TEXT NOT NULL REFERENCES nouns (id) ON DELETE CASCADE,
    PRIMARY KEY (noun, menage, stated_by)
) STRICT, WITHOUT ROWID;
CREATE INDEX noun_menages_of ON noun_menages (menage, noun);
CREATE INDEX noun_menages_stated ON noun_menages (stated_by);

-- The dossiers ----------------------------------------------------------------------------------

CREATE TABLE dossiers (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    workflow TEXT NOT NULL,
    workflow_version INTEGER NOT NULL,
    state TEXT NOT NULL,
    territory TEXT NOT NULL,
    departement TEXT NOT NULL,
    protected INTEGER NOT NULL CHECK (protected IN (0, 1)),
    menage TEXT NOT NULL,
    structure TEXT NOT NULL,
    sejour TEXT NOT NULL,
    organisation TEXT NOT NULL,            -- that handles the dossier
    structure_organisation TEXT NOT NULL,  -- that runs the structure
    opened_at INTEGER NOT NULL,
    last_event_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    facts TEXT NOT NULL
) STRICT;
-- Wide enough to decide on scope and filter without reading the row.
CREATE INDEX dossiers_by_age ON dossiers
    (opened_at, id, organisation, structure_organisation, departement, menage, protected, workflow, state);
CREATE INDEX dossiers_by_menage ON dossiers (menage);
CREATE INDEX dossiers_by_sejour ON dossiers (sejour);

CREATE TABLE dossier_personnes (
    dossier TEXT NOT NULL REFERENCES dossiers (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    personne TEXT NOT NULL,
    PRIMARY KEY (dossier, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_personnes_of ON dossier_personnes (personne, dossier);

CREATE TABLE deadlines (
    id TEXT PRIMARY KEY,
    dossier TEXT NOT NULL REFERENCES dossiers (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    law TEXT NOT NULL,
    source TEXT NOT NULL,
    who TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    due INTEGER NOT NULL,
    last_day TEXT,
    earliest_effective TEXT,
    settled INTEGER NOT NULL CHECK (settled IN (0, 1, 2)),  -- no, met, stopped
    settled_at INTEGER NOT NULL,
    fired INTEGER NOT NULL CHECK (fired IN (0, 1)),
    because TEXT NOT NULL
) STRICT;
CREATE INDEX deadlines_of_dossier ON deadlines (dossier, position);
CREATE INDEX deadlines_by_due ON deadlines (due, id);
CREATE INDEX deadlines_running ON deadlines (due, id) WHERE settled = 0;
CREATE INDEX deadlines_to_fire ON deadlines (due, dossier) WHERE settled = 0 AND fired = 0;

-- The journal -----------------------------------------------------------------------------------

CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    dossier TEXT NOT NULL,
    kind TEXT NOT NULL,
    event TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    payload TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX journal_of_dossier ON journal (dossier, sequence) WHERE dossier <> '';

-- The last entry, so that a journal cut short is noticed.
CREATE TABLE journal_head (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO journal_head VALUES (1, 0, zeroblob(32));

CREATE TRIGGER journal_keeps_its_entries BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_loses_no_entry BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_has_no_gap BEFORE INSERT ON journal
WHEN NEW.sequence IS NOT (SELECT sequence + 1 FROM journal_head)
BEGIN
    SELECT RAISE(ABORT, 'the journal grows by one entry at its end');
END;
CREATE TRIGGER journal_head_stays BEFORE DELETE ON journal_head
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_head_moves_on BEFORE UPDATE ON journal_head
WHEN NEW.sequence IS NOT OLD.sequence + 1
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- Documents -------------------------------------------------------------------------------------

CREATE TABLE pieces (
    id TEXT PRIMARY KEY,
    dossier TEXT NOT NULL,
    document TEXT NOT NULL,
    variant TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    template_version TEXT NOT NULL,
    facts TEXT NOT NULL,
    ordered_at INTEGER NOT NULL,
    issued_at INTEGER,
    sha256 TEXT NOT NULL,
    replaces TEXT NOT NULL
) STRICT;
CREATE INDEX pieces_of_dossier ON pieces (dossier);
CREATE INDEX pieces_by_hash ON pieces (sha256) WHERE sha256 <> '';

CREATE TABLE piece_bytes (
    piece TEXT PRIMARY KEY REFERENCES pieces (id),
    bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER issued_pieces_stay_as_they_are BEFORE UPDATE ON pieces
WHEN OLD.issued_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an issued piece never changes');
END;
CREATE TRIGGER issued_bytes_stay_as_they_are BEFORE UPDATE ON piece_bytes
BEGIN
    SELECT RAISE(ABORT, 'an issued piece never changes');
END;

-- Effects and answers ---------------------------------------------------------------------------

-- A job that is done keeps its key, so that nothing orders it twice.
CREATE TABLE outbox (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    failed_at INTEGER,
    error TEXT NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;
CREATE INDEX outbox_waiting ON outbox (attempts, queued_at, key) WHERE done = 0;

CREATE TABLE answers (
    key TEXT PRIMARY KEY,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_by_age ON answers (given_at);

-- Who may enter ---------------------------------------------------------------------------------

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_secret TEXT NOT NULL,
    totp_last_step INTEGER NOT NULL,
    token_hash TEXT NOT NULL,
    grants TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX accounts_by_token ON accounts (token_hash) WHERE token_hash <> '';

-- A session that has ended stays for a while, so that a late request does not revive it.
CREATE TABLE sessions (
    id_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    csrf TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    ended INTEGER NOT NULL CHECK (ended IN (0, 1))
) STRICT;
CREATE INDEX sessions_by_age ON sessions (last_seen_at);
CREATE INDEX sessions_of_account ON sessions (account);
