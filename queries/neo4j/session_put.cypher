// Add or replace a session.
MATCH (:User {id: $user_id})
MERGE (s:Session {id: $id})
SET s.secret_sha256 = $secret_sha256, s.user_id = $user_id, s.created_at = $created_at, s.seen_at = $seen_at
RETURN s.id
