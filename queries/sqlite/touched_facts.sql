-- The facts that changed after a revision, or that name a record that moved after it; some come more than once.
SELECT id FROM fact INDEXED BY fact_rev WHERE rev > ?1
UNION ALL
SELECT fact.id
FROM member INDEXED BY member_rev
CROSS JOIN fact INDEXED BY fact_person ON fact.person = member.seq
WHERE member.rev > ?1
UNION ALL
SELECT fact.id
FROM member INDEXED BY member_rev
CROSS JOIN fact INDEXED BY fact_other ON fact.other = member.seq
WHERE member.rev > ?1
UNION ALL
SELECT fact.id
FROM member INDEXED BY member_rev
CROSS JOIN fact INDEXED BY fact_company ON fact.company = member.seq
WHERE member.rev > ?1
UNION ALL
SELECT fact.id
FROM member INDEXED BY member_rev
CROSS JOIN fact INDEXED BY fact_investor ON fact.investor = member.seq
WHERE member.rev > ?1
