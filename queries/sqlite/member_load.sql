-- A membership of another store as it is; nothing happens when it is here already.
INSERT INTO member (seq, kind, entity, rev)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (seq) DO NOTHING
