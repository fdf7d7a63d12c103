-- An alias of another store as it is; nothing happens when it is here already.
INSERT INTO alias (old, entity)
VALUES (?1, ?2)
ON CONFLICT (old) DO NOTHING
