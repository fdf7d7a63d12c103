// Suppressed hashes after one.
MATCH (s:Suppression)
WHERE s.hash > $hash
RETURN s.hash, s.at
ORDER BY s.hash
LIMIT $limit
