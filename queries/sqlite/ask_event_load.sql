-- An event of an ask of another store as it is; nothing happens when it is here already.
INSERT INTO ask_event (seq, ask, kind, day, at, actor, note, detail)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (seq) DO NOTHING
