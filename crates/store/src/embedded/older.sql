-- From version 1: notes carry marks.
DROP INDEX identifiers_changed;
CREATE INDEX identifiers_changed ON identifiers (changed) WHERE changed > 0;
ALTER TABLE dirty ADD COLUMN mark INTEGER NOT NULL DEFAULT 1;
CREATE INDEX raw_files_unfinished ON raw_files (id) WHERE done = 0;
CREATE TABLE notes (kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (kind, id)) WITHOUT ROWID;
