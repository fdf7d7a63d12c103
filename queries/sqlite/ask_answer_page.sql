-- Some kept answers after a key, for copying.
SELECT key, fingerprint, ask, answer, at
FROM ask_answer
WHERE key > ?1
ORDER BY key
LIMIT ?2
