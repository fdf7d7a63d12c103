// The entities of records that changed after a revision.
MATCH (r:Record)-[:DESCRIBES]->(e)
WHERE r.rev > $since
RETURN r.kind, e.id, 0 AS rev
LIMIT $most
