-- Set the entity of a record of the given kind; no row comes back when there is no such record.
INSERT INTO member (seq, kind, entity, rev)
SELECT record.seq, key.kind, ?3, ?4
FROM record
CROSS JOIN key ON key.seq = record.seq
WHERE record.seq = ?1 AND key.kind = ?2
ON CONFLICT (seq) DO UPDATE SET entity = excluded.entity, rev = excluded.rev
RETURNING seq
