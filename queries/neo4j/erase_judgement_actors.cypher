// Blank the author of judgements where it is an address of a person.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(:Record)-[:CARRIES]->(i:Identifier {kind: 'email'})
WITH DISTINCT i.value AS address
MATCH (j:Judgement {actor: address})
SET j.actor = ''
