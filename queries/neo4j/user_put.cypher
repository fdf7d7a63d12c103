// Add or replace a user.
MERGE (u:User {id: $id})
SET u.email = $email, u.name = $name, u.role = $role,
    u.created_at = $created_at, u.disabled_at = $disabled_at, u.password_hash = $password_hash
RETURN u.id
