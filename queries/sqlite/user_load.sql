-- A user of another store as it is; nothing happens when it is here already.
INSERT INTO user (id, email, name, role, created_at, disabled_at, password_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO NOTHING
