// The identifiers that only records of this entity carry.
MATCH (p:Person {id: $entity})<-[:DESCRIBES]-(:Record)-[:CARRIES]->(i:Identifier)
WITH DISTINCT p, i
WHERE NOT EXISTS { MATCH (i)<-[:CARRIES]-(:Record)-[:DESCRIBES]->(other) WHERE other <> p }
  AND NOT EXISTS { MATCH (i)<-[:CARRIES]-(r:Record) WHERE NOT EXISTS { MATCH (r)-[:DESCRIBES]->() } }
DETACH DELETE i
