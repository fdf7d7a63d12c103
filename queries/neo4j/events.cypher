// What became of entities after a revision.
MATCH (v:EntityEvent)
WHERE v.rev > $after
RETURN v.rev, v.old, v.new, v.kind, v.event, 0 AS rev
ORDER BY v.rev, v.old, v.new
