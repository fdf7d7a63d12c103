-- A named value of another store as it is; nothing happens when it is here already.
INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING
