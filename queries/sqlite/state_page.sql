-- The revision, the last erasure and the last numbers given, as one row after number 0.
SELECT id, revision, erased,
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'key'), 0),
    coalesce((SELECT max(id) FROM file), 0),
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'judgement'), 0),
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'import_log'), 0)
FROM state
WHERE id > ?1
ORDER BY id
LIMIT ?2
