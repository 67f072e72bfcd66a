-- Who may see what: standing of dossiers, addressees, accesses in an emergency, who read what.

-- Nothing more happens in it; its household knows of it; the State itself handles it.
ALTER TABLE dossiers ADD COLUMN ended INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));
ALTER TABLE dossiers ADD COLUMN told INTEGER NOT NULL DEFAULT 1 CHECK (told IN (0, 1));
ALTER TABLE dossiers ADD COLUMN of_the_state INTEGER NOT NULL DEFAULT 0
    CHECK (of_the_state IN (0, 1));
UPDATE dossiers SET ended = 1 WHERE (workflow, state) IN (VALUES
    ('absence', 'refusee'), ('absence', 'excusee'), ('absence', 'revenue'),
    ('absence', 'transmise'), ('absence', 'close'), ('admission_directe', 'refusee'),
    ('admission_directe', 'expiree'), ('admission_directe', 'revoquee'),
    ('arret_prise_en_charge', 'execute'), ('arret_prise_en_charge', 'classe_sans_suite'),
    ('arret_prise_en_charge', 'retire'), ('contrat_sejour', 'clos'),
    ('convention_tripartite', 'close'), ('convention_tripartite', 'abandonnee'),
    ('evaluation', 'close'), ('kit_accueil', 'confirme'), ('kit_accueil', 'exempte'),
    ('kit_accueil', 'non_presente'), ('logement_vacant', 'attribue'),
    ('logement_vacant', 'attribue_ailleurs'), ('logement_vacant', 'retire'));
UPDATE dossiers SET told = 0 WHERE workflow = 'arret_prise_en_charge'
    AND state IN ('signale', 'instruction', 'avis_pash', 'decide', 'classe_sans_suite')
    AND NOT EXISTS (SELECT 1 FROM pieces p WHERE p.dossier = dossiers.id AND p.document IN
        ('information_prealable', 'notification_arret_prise_en_charge'));
UPDATE dossiers SET of_the_state = 1 WHERE workflow IN
    ('convention_tripartite', 'admission_directe');

-- Whether the household receives it, and to which one person it is addressed alone.
DROP TRIGGER issued_pieces_stay_as_they_are;
ALTER TABLE pieces ADD COLUMN for_menage INTEGER NOT NULL DEFAULT 1 CHECK (for_menage IN (0, 1));
ALTER TABLE pieces ADD COLUMN personne TEXT NOT NULL DEFAULT '';
UPDATE pieces SET for_menage = 0 WHERE document IN
    ('demande_avis_pash', 'declaration_vacance', 'refus_admission_structure',
     'autorisation_admissions_directes', 'avenant_convention', 'bilan_annuel_convention',
     'convention_tripartite', 'convention_tripartite_residence_sociale');
CREATE TRIGGER issued_pieces_stay_as_they_are BEFORE UPDATE ON pieces
WHEN OLD.issued_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an issued piece never changes');
END;

-- Of a person: the members of the household who must not learn where they are.
CREATE TABLE noun_confidences (
    noun TEXT NOT NULL REFERENCES nouns (id) ON DELETE CASCADE,
    personne TEXT NOT NULL,
    PRIMARY KEY (noun, personne)
) STRICT, WITHOUT ROWID;
CREATE INDEX noun_confidences_from ON noun_confidences (personne, noun);

-- Codes of secret places are drawn from this and the place: nobody goes back from one to the other.
INSERT INTO settings VALUES ('secret_des_lieux', lower(hex(randomblob(32))));

ALTER TABLE sessions ADD COLUMN role TEXT NOT NULL DEFAULT '';

CREATE TABLE emergency_accesses (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL CHECK (version >= 1),
    dossier TEXT NOT NULL,  -- empty: a number that led to nothing
    number TEXT NOT NULL,
    departement TEXT NOT NULL,
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    reviewed_at INTEGER,
    reviewed_by TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('', 'confirme', 'conteste')),
    owner TEXT NOT NULL,
    sealed BLOB NOT NULL  -- who asked, why, and what was said of it
) STRICT;
CREATE INDEX emergency_accesses_of ON emergency_accesses (account, opened_at);
CREATE INDEX emergency_accesses_by_age ON emergency_accesses (departement, opened_at, id)
    WHERE dossier <> '';

-- Repeated within a minute, a consultation stays one row.
CREATE TABLE consultations (
    dossier TEXT NOT NULL,
    minute INTEGER NOT NULL,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    times INTEGER NOT NULL CHECK (times >= 1),
    PRIMARY KEY (dossier, minute, account, kind, subject, role, organisation, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultations_by_age ON consultations (at);
