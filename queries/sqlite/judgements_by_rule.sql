-- The standing judgements of a kind by one rule; only those of one verdict if asked.
SELECT judgement.id, judgement.kind, "left".source, "left".id, "right".source, "right".id,
    judgement.verdict, judgement.rule, judgement.because, judgement.actor, judgement.at, judgement.revoked_at, judgement.grounds
FROM judgement
CROSS JOIN key AS "left" ON "left".seq = judgement."left"
CROSS JOIN key AS "right" ON "right".seq = judgement."right"
WHERE judgement.kind = ?1 AND judgement.rule = ?2 AND judgement.revoked_at IS NULL
    AND (?3 IS NULL OR judgement.verdict = ?3)
ORDER BY judgement.id
