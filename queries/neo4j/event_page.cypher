// What became of entities after a change.
MATCH (v:EntityEvent)
WHERE v.rev > $rev OR (v.rev = $rev AND (v.old > $old OR (v.old = $old AND v.new > $new)))
RETURN v.rev, v.old, v.new, v.kind, v.event
ORDER BY v.rev, v.old, v.new
LIMIT $limit
