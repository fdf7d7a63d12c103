// A run has changed the graph, with this revision.
MATCH (i:Import {id: $id})
SET i.rev = $revision
