-- Delete the keys that nothing names.
DELETE FROM key
WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.seq = key.seq)
    AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.person = key.seq)
    AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.company = key.seq)
    AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.other = key.seq)
    AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.investor = key.seq)
    AND NOT EXISTS (SELECT 1 FROM judgement WHERE "left" = key.seq OR "right" = key.seq)
    AND seq NOT IN (
        SELECT person FROM telling WHERE person IS NOT NULL
        UNION
        SELECT other FROM telling WHERE other IS NOT NULL
        UNION
        SELECT company FROM telling WHERE company IS NOT NULL
        UNION
        SELECT investor FROM telling WHERE investor IS NOT NULL
    )
