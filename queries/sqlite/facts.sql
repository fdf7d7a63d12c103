-- Every fact of a kind with the keys it names.
SELECT fact.kind, lower(hex(fact.id)),
    person.source, person.id, other.source, other.id, company.source, company.id,
    investor.source, investor.id,
    fact.type, fact.title, fact.since, fact.until, fact.detail,
    file.source, file.name, fact.line, fact.url, fact.seen_first, fact.seen_last
FROM fact
CROSS JOIN file ON file.id = fact.file
LEFT JOIN key AS person ON person.seq = fact.person
LEFT JOIN key AS other ON other.seq = fact.other
LEFT JOIN key AS company ON company.seq = fact.company
LEFT JOIN key AS investor ON investor.seq = fact.investor
WHERE fact.kind = ?1
ORDER BY fact.id
