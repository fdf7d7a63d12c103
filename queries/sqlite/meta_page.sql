-- Some named values after a name, for copying; how far a copy has come is left out.
SELECT name, value
FROM meta
WHERE name > ?1 AND name <> 'copying'
ORDER BY name
LIMIT ?2
