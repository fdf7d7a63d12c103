-- Some of what became of entities after a change, for copying.
SELECT rev, old, new, kind, event
FROM entity_event
WHERE (rev, old, new) > (?1, ?2, ?3)
ORDER BY rev, old, new
LIMIT ?4
