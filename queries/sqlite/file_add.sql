-- A file that nothing was read from before.
INSERT INTO file (source, name) VALUES (?1, ?2)
