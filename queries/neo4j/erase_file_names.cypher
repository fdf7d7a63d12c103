// Blank the names of files that hold an address of a person.
MATCH (:Person {id: $entity})<-[:DESCRIBES]-(:Record)-[:CARRIES]->(i:Identifier {kind: 'email'})
WITH collect(DISTINCT i.value) AS addresses
MATCH (f:File)
WHERE any(
    address IN addresses WHERE toLower(f.name) CONTAINS address
    AND NOT split(toLower(f.name), address)[0] =~ '.*[a-z0-9._%+-]'
)
SET f.name = '(erased) ' + toString(f.id)
