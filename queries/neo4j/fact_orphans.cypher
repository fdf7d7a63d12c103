// How many facts lack the records that they must name, or their file.
MATCH (f:Fact)
WHERE NOT EXISTS { MATCH (f)-[:PERSON|COMPANY]->(:Record) } OR NOT EXISTS { MATCH (:File {id: f.file}) }
    OR (f.kind = 'spell' AND NOT (EXISTS { MATCH (f)-[:PERSON]->() } AND EXISTS { MATCH (f)-[:COMPANY]->() }))
    OR (f.kind = 'tie' AND NOT (EXISTS { MATCH (f)-[:PERSON]->() } AND EXISTS { MATCH (f)-[:OTHER]->() }))
RETURN count(f)
