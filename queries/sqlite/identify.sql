-- An identifier of a record; no row comes back when it is known already.
INSERT INTO identifier (seq, kind, value) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING seq
