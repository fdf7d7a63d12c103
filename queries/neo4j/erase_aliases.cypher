// Aliases that lead to these entities; the ids that did.
UNWIND $rows AS entity
MATCH (a:Alias {entity: entity})
WITH a, a.old AS old
DELETE a
RETURN old
