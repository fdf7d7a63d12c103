-- A judgement; no row comes back when the same one stands already.
INSERT INTO judgement (kind, "left", "right", verdict, rule, because, actor, at, grounds)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT ("left", "right", verdict, rule) WHERE revoked_at IS NULL DO NOTHING
RETURNING id
