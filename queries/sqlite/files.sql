-- Every file that anything was read from.
SELECT id, source, name FROM file
