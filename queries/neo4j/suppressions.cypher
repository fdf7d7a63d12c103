// Every suppressed hash, in order.
MATCH (s:Suppression)
RETURN s.hash, 0 AS rev
ORDER BY s.hash
