// Blank the author of events where it is an address of a person.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(:Record)-[:CARRIES]->(i:Identifier {kind: 'email'})
WITH DISTINCT i.value AS address
MATCH (e:AskEvent {actor: address})
SET e.actor = ''
