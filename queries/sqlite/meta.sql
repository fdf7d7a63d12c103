-- One small named value of the workspace.
SELECT value FROM meta WHERE name = ?1
