-- A suppressed hash of another store as it is; nothing happens when it is here already.
INSERT INTO suppression (hash, at)
VALUES (?1, ?2)
ON CONFLICT (hash) DO NOTHING
