-- What became of an entity of another store; nothing happens when it is here already.
INSERT INTO entity_event (rev, old, new, kind, event) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (rev, old, new) DO NOTHING
