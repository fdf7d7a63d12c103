-- Some suppressed hashes after a hash, for copying.
SELECT hash, at
FROM suppression
WHERE hash > ?1
ORDER BY hash
LIMIT ?2
