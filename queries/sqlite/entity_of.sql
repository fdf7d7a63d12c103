-- The entity of a record key, if it has one.
SELECT key.source, key.id, member.entity
FROM key JOIN member ON member.seq = key.seq
WHERE key.kind = ?1 AND key.source = ?2 AND key.id = ?3
