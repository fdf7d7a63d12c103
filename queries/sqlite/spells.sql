-- Every spell as plain values, for the snapshot.
SELECT lower(hex(id)), person, company, type, title, since, until, seen_first, seen_last
FROM fact
WHERE kind = 'spell'
ORDER BY id
