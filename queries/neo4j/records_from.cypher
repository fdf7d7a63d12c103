// The records that stand as they were read from some files.
MATCH (r:Record)
WHERE r.file IN $files AND r.detail IS NOT NULL
RETURN r.seq
ORDER BY r.seq
