// The names of the constraints and indexes that are there and ready.
SHOW INDEXES YIELD name, state
WHERE state = 'ONLINE'
RETURN name
