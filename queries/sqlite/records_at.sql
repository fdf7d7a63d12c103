-- The records of a kind by their numbers (a JSON list), in the order of the list.
SELECT record.seq, key.kind, key.source, key.id, record.detail,
    file.source, file.name, record.line, record.url, record.seen_first, record.seen_last
FROM json_each(?1) AS wanted
CROSS JOIN record ON record.seq = wanted.value
CROSS JOIN key ON key.seq = record.seq AND key.kind = ?2
CROSS JOIN file ON file.id = record.file
ORDER BY wanted.key
