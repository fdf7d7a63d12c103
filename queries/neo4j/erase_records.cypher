// The records of an entity and the entity itself; how many records.
MATCH (p:Person {id: $entity})
OPTIONAL MATCH (p)<-[:DESCRIBES]-(r:Record)
WITH p, collect(r) AS records
WITH p, records, size(records) AS gone
FOREACH (r IN records | DETACH DELETE r)
DETACH DELETE p
RETURN gone
