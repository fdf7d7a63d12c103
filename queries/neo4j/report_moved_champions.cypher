// Champions who are no longer at the customer, and where they are now.
MATCH (champion:Person)-[role:PLAYS {circle: 'champion'}]->(customer:Company)
OPTIONAL MATCH (champion)-[job:WORKED_AT {current: true}]->(employer:Company WHERE employer <> customer)
WITH champion, role, customer, job, employer
WHERE role.left_on IS NOT NULL OR employer IS NOT NULL
RETURN champion.name AS champion, customer.name AS customer, role.left_on AS left_on, employer.name AS now_at,
    job.title AS title, employer.kind AS account_kind, champion.may_ask AS may_ask, champion.opens_on AS opens_on,
    champion.id AS champion_id, customer.id AS customer_id, employer.id AS account_id
ORDER BY coalesce(account_kind = 'target', false) DESC, coalesce(left_on, date('0001-01-01')) DESC,
    champion_id, customer_id
LIMIT $limit
