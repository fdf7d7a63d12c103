// Kept answers after a key.
MATCH (k:AskAnswer)
WHERE k.key > $key
RETURN k.key, k.fingerprint, k.ask, k.answer, k.at
ORDER BY k.key
LIMIT $limit
