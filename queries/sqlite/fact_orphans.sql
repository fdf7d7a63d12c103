-- How many facts name a key or a file that is not there.
SELECT count(*)
FROM fact
LEFT JOIN key AS person ON person.seq = fact.person
LEFT JOIN key AS other ON other.seq = fact.other
LEFT JOIN key AS company ON company.seq = fact.company
LEFT JOIN key AS investor ON investor.seq = fact.investor
LEFT JOIN file ON file.id = fact.file
WHERE (fact.person IS NOT NULL AND person.seq IS NULL)
    OR (fact.other IS NOT NULL AND other.seq IS NULL)
    OR (fact.company IS NOT NULL AND company.seq IS NULL)
    OR (fact.investor IS NOT NULL AND investor.seq IS NULL)
    OR file.id IS NULL
