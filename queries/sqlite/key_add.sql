-- Number a new record key.
INSERT INTO key (kind, source, id) VALUES (?1, ?2, ?3) RETURNING seq
