-- What tells of people is sealed under a data key of theirs: who owns it, and the sealed text. The
-- program seals the rows that are there before 0007 drops what was clear.

ALTER TABLE nouns ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE nouns ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
ALTER TABLE dossiers ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE dossiers ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
ALTER TABLE pieces ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE pieces ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
ALTER TABLE pieces ADD COLUMN digest BLOB NOT NULL DEFAULT x'';  -- the sealed hash of the bytes
ALTER TABLE annexes ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE annexes ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
ALTER TABLE answers ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE answers ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
ALTER TABLE accounts ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
-- Changes with the second-factor secret, and tells nothing of it.
ALTER TABLE accounts ADD COLUMN totp_mark TEXT NOT NULL DEFAULT '';

-- The form of an entry says what its hash is taken over: 1, the clear payload; 2, what is stored.
ALTER TABLE journal ADD COLUMN form INTEGER NOT NULL DEFAULT 1 CHECK (form IN (1, 2));
ALTER TABLE journal ADD COLUMN noun TEXT NOT NULL DEFAULT '';        -- the record it is about
ALTER TABLE journal ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
ALTER TABLE journal ADD COLUMN commitment TEXT NOT NULL DEFAULT '';  -- to a file, salted
CREATE INDEX journal_of_noun ON journal (noun, sequence) WHERE noun <> '';

-- Statements about the whole journal up to a size, signed so that others can keep them.
CREATE TABLE checkpoints (
    size INTEGER PRIMARY KEY CHECK (size >= 1),
    root BLOB NOT NULL CHECK (length(root) = 32),
    at INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE TRIGGER checkpoints_stay_as_they_are BEFORE UPDATE ON checkpoints
BEGIN
    SELECT RAISE(ABORT, 'a checkpoint never changes');
END;
CREATE TRIGGER checkpoints_stay BEFORE DELETE ON checkpoints
BEGIN
    SELECT RAISE(ABORT, 'a checkpoint never goes');
END;
-- Roots of whole subtrees of the journal's tree, as far as a checkpoint has needed them.
CREATE TABLE journal_tree (
    level INTEGER NOT NULL CHECK (level > 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

-- Made again by 0007.
DROP TRIGGER journal_keeps_its_entries;
DROP TRIGGER issued_pieces_stay_as_they_are;
DROP TRIGGER issued_bytes_stay_as_they_are;
DROP TRIGGER supplied_annexes_stay_as_they_are;
DROP TRIGGER supplied_bytes_stay_as_they_are;
