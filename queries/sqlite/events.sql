-- What became of entities after a revision.
SELECT rev, old, new, kind, event FROM entity_event WHERE rev > ?1 ORDER BY rev, old, new
