// Entities that have records stand for themselves.
UNWIND $rows AS entity
MATCH (a:Alias {old: entity})
DELETE a
