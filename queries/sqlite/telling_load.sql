-- A telling of another store as it is; nothing happens when it is here already.
INSERT INTO telling (part, slot, run, person, other, company, investor, told)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (part, slot, run) DO NOTHING
