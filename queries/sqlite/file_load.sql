-- A file of another store as it is; nothing happens when it is here already.
INSERT INTO file (id, source, name)
VALUES (?1, ?2, ?3)
ON CONFLICT (id) DO NOTHING
