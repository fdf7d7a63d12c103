// Sessions after one.
MATCH (s:Session)
WHERE s.id > $id
RETURN s.id, s.secret_sha256, s.user_id, s.created_at, s.seen_at
ORDER BY s.id
LIMIT $limit
