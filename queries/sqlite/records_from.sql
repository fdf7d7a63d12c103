-- The records that stand as they were read from a file.
SELECT seq FROM record WHERE file = ?1 ORDER BY seq
