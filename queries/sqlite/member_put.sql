-- Set the entity of a record of the given kind; no row comes back when there is no such record.
INSERT INTO member (seq, kind, entity)
SELECT record.seq, key.kind, ?3
FROM record
CROSS JOIN key ON key.seq = record.seq
WHERE record.seq = ?1 AND key.kind = ?2
ON CONFLICT (seq) DO UPDATE SET entity = excluded.entity
RETURNING seq
