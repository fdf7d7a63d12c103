// The old ids that were replaced by these.
UNWIND $rows AS entity
MATCH (a:Alias {entity: entity})
RETURN a.old
