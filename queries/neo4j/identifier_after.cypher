// The next greater identifier of a kind that a record carries.
MATCH (i:Identifier)
WHERE i.kind = $kind AND i.value > $value AND EXISTS { (i)<-[:CARRIES]-(:Record) }
RETURN i.value
ORDER BY i.kind, i.value
LIMIT 1
