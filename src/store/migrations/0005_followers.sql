-- Organisations that take part in a dossier beside the one that handles it and the one that runs
-- the structure.
CREATE TABLE dossier_followers (
    dossier TEXT NOT NULL REFERENCES dossiers (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    PRIMARY KEY (dossier, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_followers_of ON dossier_followers (organisation, dossier);
