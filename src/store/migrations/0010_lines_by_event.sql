-- The lines of one event in a dossier are found without reading the others.
DROP INDEX journal_of_dossier;
CREATE INDEX journal_of_dossier ON journal (dossier, sequence, event) WHERE dossier <> '';
