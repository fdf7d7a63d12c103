// The entities that records came to after a revision.
MATCH (r:Record)-[d:DESCRIBES]->(e)
WHERE d.rev > $since
RETURN r.kind, e.id, 0 AS rev
LIMIT $most
