-- The judgements of a kind; only the standing ones, those of one verdict and those of one rule if asked.
SELECT judgement.id, judgement.kind, "left".source, "left".id, "right".source, "right".id,
    judgement.verdict, judgement.rule, judgement.because, judgement.actor, judgement.at, judgement.revoked_at, judgement.grounds
FROM judgement
CROSS JOIN key AS "left" ON "left".seq = judgement."left"
CROSS JOIN key AS "right" ON "right".seq = judgement."right"
WHERE judgement.kind = ?1 AND (judgement.revoked_at IS NULL OR NOT ?2)
    AND (?3 IS NULL OR judgement.verdict = ?3) AND (?4 IS NULL OR judgement.rule = ?4)
ORDER BY judgement.id
