// How many records describe two entities, or one of the wrong kind.
MATCH (r:Record)-[:DESCRIBES]->(e)
WITH r, count(e) AS entities, collect(e:Person) AS are_people
WHERE entities > 1 OR (r.kind = 'person') <> are_people[0]
RETURN count(r)
