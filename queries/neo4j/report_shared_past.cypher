// Companies where most pairs of our people and people at target accounts worked at the same time.
MATCH (our:Person WHERE our.willing > 0)-[:PLAYS]->()
WITH DISTINCT our
MATCH (our)-[job:WORKED_AT {kind: 'job'}]->(company:Company WHERE NOT company.mute)
WHERE job.sure_from <= job.sure_to
WITH company, collect({person: our, from: job.sure_from, to: job.sure_to}) AS ours
MATCH (company)<-[job:WORKED_AT {kind: 'job'}]-(their:Person)
WHERE job.sure_from <= job.sure_to
MATCH (their)-[:WORKED_AT {current: true}]->(account:Account {kind: 'target'})
UNWIND ours AS one
WITH company, one.person AS our, their, account, job, one
WHERE our <> their AND one.from <= job.sure_to AND job.sure_from <= one.to
WITH DISTINCT company, our, their, account
RETURN company.name AS company, count(*) AS pairs, count(DISTINCT our) AS our_people,
    count(DISTINCT their) AS their_people, count(DISTINCT account) AS accounts, company.id AS company_id
ORDER BY pairs DESC, company_id
LIMIT $limit
