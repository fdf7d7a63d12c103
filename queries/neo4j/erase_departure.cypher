// Forget that records have left an entity.
MATCH (d:Departure {entity: $entity})
DELETE d
