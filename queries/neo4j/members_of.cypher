// The records of a person.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(r:Record)
RETURN r.seq
ORDER BY r.seq
