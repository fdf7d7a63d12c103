-- An identifier of another store as it is; nothing happens when it is here already.
INSERT INTO identifier (seq, kind, value)
VALUES (?1, ?2, ?3)
ON CONFLICT (seq, kind, value) DO NOTHING
