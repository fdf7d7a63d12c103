-- An entity that has lost its last record stands for another from now on.
INSERT INTO alias (old, entity) VALUES (?1, ?2) ON CONFLICT (old) DO UPDATE SET entity = excluded.entity
