-- Some files after a number, for copying.
SELECT id, source, name
FROM file
WHERE id > ?1
ORDER BY id
LIMIT ?2
