-- One judgement by its number.
SELECT judgement.id, judgement.kind, "left".source, "left".id, "right".source, "right".id,
    judgement.verdict, judgement.rule, judgement.because, judgement.actor, judgement.at, judgement.revoked_at,
    judgement.grounds
FROM judgement
JOIN key AS "left" ON "left".seq = judgement."left"
JOIN key AS "right" ON "right".seq = judgement."right"
WHERE judgement.id = ?1
