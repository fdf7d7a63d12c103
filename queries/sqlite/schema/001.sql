-- The first schema. Record numbers are never reused; dates are ISO text; `digest` tells two contents apart.
-- Where a file was corrected and taken in again, days end in its version: 2026-11-21#000002.

-- Every record key that anything has named, with its number, before and after its record arrives.
CREATE TABLE key (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (kind, source, id)
) STRICT;

-- Where something was read; rows point here instead of repeating a file's name.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (source, name)
) STRICT;

CREATE TABLE record (
    seq INTEGER PRIMARY KEY REFERENCES key (seq) ON DELETE CASCADE,
    detail TEXT NOT NULL,
    digest BLOB NOT NULL,
    file INTEGER NOT NULL REFERENCES file (id),
    line INTEGER,
    url TEXT,
    seen_first TEXT NOT NULL,
    seen_last TEXT NOT NULL
) STRICT;

-- All facts; `person` to `investor` are numbers of keys. Spells are most of the facts and are read in bulk:
-- they have columns where the other kinds have `detail`. Whether a key is there is checked by fact_orphans.sql:
-- a foreign key would slow every import down for what the writer sees to anyway.
CREATE TABLE fact (
    kind TEXT NOT NULL,
    id BLOB NOT NULL,
    person INTEGER,
    other INTEGER,
    company INTEGER,
    investor INTEGER,
    type TEXT,
    title TEXT,
    since TEXT,
    until TEXT,
    detail TEXT,
    digest BLOB NOT NULL,
    file INTEGER NOT NULL,
    line INTEGER,
    url TEXT,
    day TEXT NOT NULL,
    seen_first TEXT,
    seen_last TEXT,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_person ON fact (person) WHERE person IS NOT NULL;
CREATE INDEX fact_other ON fact (other) WHERE other IS NOT NULL;

CREATE TABLE member (
    seq INTEGER PRIMARY KEY REFERENCES record (seq) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    entity TEXT NOT NULL
) STRICT;

CREATE INDEX member_entity ON member (entity);

-- What an entity id that has no records any more stands for; never holds the id of a living entity.
CREATE TABLE alias (
    old TEXT PRIMARY KEY,
    entity TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX alias_entity ON alias (entity);

CREATE TABLE identifier (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES record (seq) ON DELETE CASCADE,
    PRIMARY KEY (kind, value, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX identifier_seq ON identifier (seq);

CREATE TABLE judgement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    "left" INTEGER NOT NULL REFERENCES key (seq) ON DELETE CASCADE,
    "right" INTEGER NOT NULL REFERENCES key (seq) ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    rule TEXT NOT NULL,
    because TEXT NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

CREATE UNIQUE INDEX judgement_live ON judgement ("left", "right", verdict, rule) WHERE revoked_at IS NULL;
CREATE INDEX judgement_left ON judgement ("left");
CREATE INDEX judgement_right ON judgement ("right");

CREATE TABLE import_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    observed_on TEXT NOT NULL,
    at TEXT NOT NULL,
    rows INTEGER NOT NULL,
    outcomes TEXT NOT NULL
) STRICT;

CREATE TABLE suppression (
    hash TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    secret_sha256 TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `wipe_due`: something was erased, and its bytes may still be in the file.
CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    wipe_due INTEGER NOT NULL
) STRICT;

INSERT INTO state (id, revision, wipe_due) VALUES (1, 0, FALSE);
