-- The facts that stand as they were read from a file.
SELECT kind, id FROM fact WHERE file = ?1 ORDER BY kind, id
