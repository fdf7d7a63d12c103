-- The records of a living entity.
SELECT record.seq, key.kind, key.source, key.id, record.detail,
    file.source, file.name, record.line, record.url, record.seen_first, record.seen_last
FROM member
CROSS JOIN record ON record.seq = member.seq
CROSS JOIN key ON key.seq = record.seq
CROSS JOIN file ON file.id = record.file
WHERE member.entity = ?1
ORDER BY record.seq
