-- The standing judgements on a record key.
SELECT judgement.id, judgement.kind, "left".source, "left".id, "right".source, "right".id,
    judgement.verdict, judgement.rule, judgement.because, judgement.actor, judgement.at, judgement.revoked_at,
    judgement.grounds
FROM key AS asked
JOIN judgement ON judgement.id IN (
    SELECT id FROM judgement WHERE "left" = asked.seq
    UNION
    SELECT id FROM judgement WHERE "right" = asked.seq
)
JOIN key AS "left" ON "left".seq = judgement."left"
JOIN key AS "right" ON "right".seq = judgement."right"
WHERE asked.kind = ?1 AND asked.source = ?2 AND asked.id = ?3 AND judgement.revoked_at IS NULL
