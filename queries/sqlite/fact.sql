-- One fact, by its id alone.
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
WHERE fact.id = ?1 AND fact.kind IN (
    'spell', 'tie', 'role', 'investment', 'signal', 'account_state', 'champion_state', 'trigger', 'sharing',
    'opportunity'
)
