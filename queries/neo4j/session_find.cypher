// The session of an id.
MATCH (s:Session {id: $id})
RETURN s.id, s.secret_sha256, s.user_id, s.created_at, s.seen_at
