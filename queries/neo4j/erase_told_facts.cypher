// What imports told of facts that are deleted with an entity.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(:Record)<-[:PERSON|OTHER]-(f:Fact)
WITH DISTINCT f.kind + ':' + f.id AS slot
MATCH (t:Telling {part: 'fact', slot: slot})
DELETE t
