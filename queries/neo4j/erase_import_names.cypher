// Blank the names of imported files that hold an address of a person.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(:Record)-[:CARRIES]->(i:Identifier {kind: 'email'})
WITH collect(DISTINCT i.value) AS addresses
MATCH (l:Import)
WHERE any(
    address IN addresses WHERE toLower(l.file) CONTAINS address
    AND NOT split(toLower(l.file), address)[0] =~ '.*[a-z0-9._%+-]'
)
SET l.file = '(erased) ' + toString(l.id)
