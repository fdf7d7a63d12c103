// Add or replace a sign-in link.
OPTIONAL MATCH (u:User {id: $user_id})
WITH u WHERE u IS NOT NULL OR $user_id IS NULL
MERGE (l:SignInLink {id: $id})
SET l.secret_sha256 = $secret_sha256, l.user_id = $user_id, l.created_at = $created_at,
    l.expires_at = $expires_at, l.used_at = $used_at
RETURN l.id
