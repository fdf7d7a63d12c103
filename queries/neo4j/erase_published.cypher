// The published asks and signals in which a person appears.
MATCH (:Person {id: $entity})-[:ASKS|OF|FOR|OVER|ABOUT]-(told:Ask|Signal)
WITH DISTINCT told
DETACH DELETE told
