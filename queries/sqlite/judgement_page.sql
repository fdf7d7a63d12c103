-- Some judgements after a number, for copying.
SELECT id, kind, "left", "right", verdict, rule, because, actor, at, revoked_at, grounds
FROM judgement
WHERE id > ?1
ORDER BY id
LIMIT ?2
