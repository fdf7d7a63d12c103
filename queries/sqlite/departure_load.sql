-- A departure of another store as it is; nothing happens when it is here already.
INSERT INTO departure (entity, kind, rev)
VALUES (?1, ?2, ?3)
ON CONFLICT (entity) DO NOTHING
