-- A kept answer of another store as it is; nothing happens when it is here already.
INSERT INTO ask_answer (key, fingerprint, ask, answer, at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (key) DO NOTHING
