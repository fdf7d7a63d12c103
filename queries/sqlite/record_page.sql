-- Some records after a number, for copying.
SELECT seq, detail, digest, file, line, url, seen_first, seen_last, rev
FROM record
WHERE seq > ?1
ORDER BY seq
LIMIT ?2
