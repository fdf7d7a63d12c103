// Every fact that mentions any record of an entity.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(:Record)<-[:PERSON|OTHER]-(f:Fact)
WITH DISTINCT f
DETACH DELETE f
