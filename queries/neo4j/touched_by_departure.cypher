// The entities that records left after a revision, and whether they are gone.
MATCH (d:Departure)
WHERE d.rev > $since
RETURN d.kind, d.entity, 0 AS rev
