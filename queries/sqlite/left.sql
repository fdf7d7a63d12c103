-- A record has left this entity.
INSERT INTO departure (entity, kind, rev) VALUES (?1, ?2, ?3) ON CONFLICT (entity) DO UPDATE SET rev = excluded.rev
