// The sign-in link of an id.
MATCH (l:SignInLink {id: $id})
RETURN l.id, l.secret_sha256, l.user_id, l.created_at, l.expires_at, l.used_at
