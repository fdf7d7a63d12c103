-- A record of a kind by its number.
SELECT record.seq, key.kind, key.source, key.id, record.detail,
    file.source, file.name, record.line, record.url, record.seen_first, record.seen_last
FROM record
CROSS JOIN key ON key.seq = record.seq
CROSS JOIN file ON file.id = record.file
WHERE record.seq = ?1 AND key.kind = ?2
