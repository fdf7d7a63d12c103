// The entities that carry an identifier.
MATCH (:Identifier {kind: $kind, value: $value})<-[:CARRIES]-(:Record)-[d:DESCRIBES]->(e)
RETURN e.id, max(d.rev) AS rev
ORDER BY e.id
