-- Some aliases after an old id, for copying.
SELECT old, entity
FROM alias
WHERE old > ?1
ORDER BY old
LIMIT ?2
