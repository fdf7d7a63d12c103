// Departures after an entity.
MATCH (d:Departure)
WHERE d.entity > $entity
RETURN d.entity, d.kind, d.rev
ORDER BY d.entity
LIMIT $limit
