-- An event of an ask; its number.
INSERT INTO ask_event (ask, kind, day, at, actor, note, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING seq
