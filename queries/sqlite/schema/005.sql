-- Who may sign in, who is signed in, and what a key may do.
-- A key without `scopes` was made before there were any, and may do everything.
ALTER TABLE api_key ADD COLUMN scopes TEXT;

CREATE TABLE user (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at TEXT NOT NULL,
    disabled_at TEXT,
    password_hash TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    secret_sha256 TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_user ON session (user_id);

-- Without a user it makes the first admin.
CREATE TABLE sign_in_link (
    id TEXT PRIMARY KEY,
    secret_sha256 TEXT NOT NULL,
    user_id TEXT REFERENCES user (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_link_user ON sign_in_link (user_id);
