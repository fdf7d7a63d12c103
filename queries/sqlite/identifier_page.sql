-- Some identifiers after one of them, for copying.
SELECT seq, kind, value
FROM identifier
WHERE (seq, kind, value) > (?1, ?2, ?3)
ORDER BY seq, kind, value
LIMIT ?4
