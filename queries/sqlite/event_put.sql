-- Records went from an entity to another.
INSERT INTO entity_event (rev, old, new, kind, event) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (rev, old, new) DO UPDATE SET event = excluded.event
