// Forget the links that ended before a time.
MATCH (l:SignInLink)
WHERE l.expires_at <= $expires_at
DELETE l
