-- What a fact says.
SELECT kind, id, person, other, company, investor, type, title, since, until, detail
FROM fact
WHERE kind = ?1 AND id = ?2
