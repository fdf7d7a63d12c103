// Target accounts where none of our people reaches anybody, the hottest first.
MATCH (account:Account {kind: 'target'})
WHERE NOT EXISTS {
    MATCH (account)<-[:WORKED_AT {current: true}]-(person:Person)
    MATCH (person)<-[hop:REACHES]-{0,1}(connector:Person WHERE connector.willing > 0)
    WHERE CASE size(hop) WHEN 0 THEN connector.willing ELSE hop[0].score / $pass END >= $floor
}
RETURN account.name AS account, account.domain AS domain, account.owner AS owner, account.heat AS heat,
    COUNT { (account)<-[:WORKED_AT {current: true}]-(:Person) } AS people_known, account.id AS account_id
ORDER BY heat DESC, account_id
LIMIT $limit
