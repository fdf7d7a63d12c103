-- Some record keys after a number, for copying.
SELECT seq, kind, source, id
FROM key
WHERE seq > ?1
ORDER BY seq
LIMIT ?2
