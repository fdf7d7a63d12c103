// Take away what was published of some people; the id of the last of them (null after all), and how many.
MATCH (p:Person)
WHERE p.id > $after
WITH p
ORDER BY p.id
LIMIT $limit
WITH collect(p) AS people, max(p.id) AS last
CALL (people) {
  UNWIND people AS p
  MATCH (p)-[told:WORKED_AT|KNOWS]->()
  DELETE told
}
CALL (people) {
  UNWIND people AS p
  MATCH ()-[told:REACHES]->(p)
  DELETE told
}
RETURN last, size(people)
