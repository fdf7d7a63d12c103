// Sign-in links after one.
MATCH (l:SignInLink)
WHERE l.id > $id
RETURN l.id, l.secret_sha256, l.user_id, l.created_at, l.expires_at, l.used_at
ORDER BY l.id
LIMIT $limit
