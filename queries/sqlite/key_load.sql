-- A record key of another store as it is; nothing happens when it is here already.
INSERT INTO key (seq, kind, source, id)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (seq) DO NOTHING
