// Forget what became of entities and of those that became them.
UNWIND $rows AS entity
MATCH (v:EntityEvent)
WHERE v.old = entity OR v.new = entity
DELETE v
