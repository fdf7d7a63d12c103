-- The judgements of a kind; only the standing ones if asked.
SELECT judgement.id, judgement.kind, "left".source, "left".id, "right".source, "right".id,
    judgement.verdict, judgement.rule, judgement.because, judgement.actor, judgement.at, judgement.revoked_at, judgement.grounds
FROM judgement
CROSS JOIN key AS "left" ON "left".seq = judgement."left"
CROSS JOIN key AS "right" ON "right".seq = judgement."right"
WHERE judgement.kind = ?1 AND (judgement.revoked_at IS NULL OR NOT ?2)
ORDER BY judgement.id
