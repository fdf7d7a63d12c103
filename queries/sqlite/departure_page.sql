-- Some entities that records have left, after an id, for copying.
SELECT entity, kind, rev
FROM departure
WHERE entity > ?1
ORDER BY entity
LIMIT ?2
