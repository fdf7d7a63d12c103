-- The entities that carry an identifier.
SELECT DISTINCT member.entity
FROM identifier
CROSS JOIN member ON member.seq = identifier.seq
WHERE identifier.kind = ?1 AND identifier.value = ?2
ORDER BY member.entity
