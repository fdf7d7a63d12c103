// Every judgement on any record of an entity.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(:Record)<-[:LEFT|RIGHT]-(j:Judgement)
WITH DISTINCT j
DETACH DELETE j
