CREATE TABLE sources (name TEXT PRIMARY KEY, settings TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE raw_files (
    pk INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    source TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    versions TEXT NOT NULL,
    hints TEXT NOT NULL,
    chunks INTEGER NOT NULL,
    records INTEGER NOT NULL,
    done INTEGER NOT NULL
);
CREATE INDEX raw_files_by_source ON raw_files (source);
CREATE INDEX raw_files_unfinished ON raw_files (id) WHERE done = 0;

CREATE TABLE deliveries (id BLOB PRIMARY KEY, path TEXT NOT NULL, raw_file BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX deliveries_by_raw_file ON deliveries (raw_file);

CREATE TABLE documents (
    pk INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    region TEXT,
    language TEXT,
    detected_language TEXT,
    stub TEXT NOT NULL,
    network BLOB
);
CREATE INDEX documents_by_network ON documents (network) WHERE network IS NOT NULL;

CREATE TABLE captures (
    pk INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    document INTEGER NOT NULL,
    raw_file INTEGER NOT NULL,
    record INTEGER NOT NULL,
    versions TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    document_offset INTEGER NOT NULL,
    document_length INTEGER NOT NULL,
    capture_offset INTEGER NOT NULL,
    capture_length INTEGER NOT NULL,
    item TEXT NOT NULL
);
CREATE INDEX captures_by_document ON captures (document);
CREATE INDEX captures_by_raw_file ON captures (raw_file, record);

-- changed: 0, or the mark under which a change of its links was noted.
CREATE TABLE identifiers (
    pk INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    value TEXT NOT NULL,
    documents INTEGER,
    contacts INTEGER,
    hub TEXT,
    changed INTEGER NOT NULL
);
CREATE INDEX identifiers_changed ON identifiers (changed) WHERE changed > 0;
CREATE INDEX identifiers_hubs ON identifiers (kind, value) WHERE hub IS NOT NULL;

-- capture 0: the evidence is in the document's text.
CREATE TABLE links (
    document INTEGER NOT NULL,
    identifier INTEGER NOT NULL,
    capture INTEGER NOT NULL,
    field INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    method TEXT NOT NULL,
    confidence INTEGER NOT NULL,
    PRIMARY KEY (document, identifier, capture, field)
) WITHOUT ROWID;
CREATE INDEX links_by_identifier ON links (identifier, document);

CREATE TABLE networks (id BLOB PRIMARY KEY, lead INTEGER NOT NULL, item TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE dirty (document INTEGER PRIMARY KEY, mark INTEGER NOT NULL);
CREATE TABLE notes (kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (kind, id)) WITHOUT ROWID;

CREATE TABLE rejects (
    id BLOB PRIMARY KEY,
    raw_file BLOB NOT NULL,
    item TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX rejects_by_raw_file ON rejects (raw_file);

CREATE TABLE tombstones (kind INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE file_work (item TEXT PRIMARY KEY) WITHOUT ROWID;
