-- A user, new or changed.
INSERT INTO user (id, email, name, role, created_at, disabled_at, password_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET
    email = excluded.email,
    name = excluded.name,
    role = excluded.role,
    created_at = excluded.created_at,
    disabled_at = excluded.disabled_at,
    password_hash = excluded.password_hash
