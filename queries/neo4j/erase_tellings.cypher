// What imports told of an entity's records, and of facts that mention them.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(r:Record)
WITH collect(r.seq) AS own
MATCH (t:Telling)
WHERE t.person IN own OR t.other IN own
DELETE t
