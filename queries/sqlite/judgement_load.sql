-- A judgement of another store as it is; nothing happens when it is here already.
INSERT INTO judgement (id, kind, "left", "right", verdict, rule, because, actor, at, revoked_at, grounds)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (id) DO NOTHING
