-- What 0006 sealed is no longer kept clear.

ALTER TABLE nouns DROP COLUMN fields;
ALTER TABLE dossiers DROP COLUMN facts;
ALTER TABLE pieces DROP COLUMN facts;
ALTER TABLE annexes DROP COLUMN title;
ALTER TABLE annexes DROP COLUMN sha256;
ALTER TABLE answers DROP COLUMN body;
ALTER TABLE accounts DROP COLUMN name;
ALTER TABLE accounts DROP COLUMN totp_secret;
ALTER TABLE journal DROP COLUMN payload;

CREATE TRIGGER journal_keeps_its_entries BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER issued_pieces_stay_as_they_are BEFORE UPDATE ON pieces
WHEN OLD.issued_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an issued piece never changes');
END;
CREATE TRIGGER issued_bytes_stay_as_they_are BEFORE UPDATE ON piece_bytes
BEGIN
    SELECT RAISE(ABORT, 'an issued piece never changes');
END;
CREATE TRIGGER supplied_annexes_stay_as_they_are BEFORE UPDATE ON annexes
BEGIN
    SELECT RAISE(ABORT, 'a supplied annex never changes');
END;
CREATE TRIGGER supplied_bytes_stay_as_they_are BEFORE UPDATE ON annex_bytes
BEGIN
    SELECT RAISE(ABORT, 'a supplied annex never changes');
END;
