-- The spells of a record of a person.
SELECT lower(hex(id)), person, company, type, title, since, until, seen_first, seen_last
FROM fact INDEXED BY fact_person
WHERE person = ?1 AND kind = 'spell'
ORDER BY id
