-- The opportunities that were created or close between two days.
SELECT fact.kind, lower(hex(fact.id)),
    person.source, person.id, other.source, other.id, company.source, company.id,
    investor.source, investor.id,
    fact.type, fact.title, fact.since, fact.until, fact.detail,
    file.source, file.name, fact.line, fact.url, fact.seen_first, fact.seen_last
FROM (
    SELECT id FROM fact INDEXED BY fact_created WHERE kind = 'opportunity' AND since BETWEEN ?1 AND ?2
    UNION
    SELECT id FROM fact INDEXED BY fact_closed WHERE kind = 'opportunity' AND until BETWEEN ?1 AND ?2
) AS wanted
CROSS JOIN fact ON fact.kind = 'opportunity' AND fact.id = wanted.id
CROSS JOIN file ON file.id = fact.file
LEFT JOIN key AS person ON person.seq = fact.person
LEFT JOIN key AS other ON other.seq = fact.other
LEFT JOIN key AS company ON company.seq = fact.company
LEFT JOIN key AS investor ON investor.seq = fact.investor
ORDER BY fact.id
