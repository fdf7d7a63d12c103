// Use a link up, if nobody has.
MATCH (l:SignInLink {id: $id})
WHERE l.used_at IS NULL
SET l.used_at = $at
RETURN l.id
