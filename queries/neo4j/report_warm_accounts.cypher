// Target accounts with a fresh signal that one of our people reaches, the hottest first.
MATCH (account:Account {kind: 'target'})<-[:WORKED_AT {current: true}]-(person:Person)
MATCH (person)<-[hop:REACHES]-{0,1}(connector:Person WHERE connector.willing > 0)
WITH account, person, connector,
    CASE size(hop) WHEN 0 THEN connector.willing ELSE hop[0].score / $pass END AS chance
WHERE chance >= $floor
    AND account.heat > 0
WITH account, connector, chance
ORDER BY chance DESC, connector.id
WITH account, count(DISTINCT connector) AS connectors, collect([connector, chance])[0] AS best
RETURN account.name AS account, account.owner AS owner, account.heat AS heat,
    COUNT { (account)-[:SHOWED]->(signal:Signal WHERE signal.freshness > 0) } AS signals,
    COLLECT {
        MATCH (account)-[:SHOWED]->(signal:Signal)
        RETURN signal.title ORDER BY signal.freshness DESC, signal.on DESC, signal.id LIMIT 1
    }[0] AS freshest,
    connectors, best[0].name AS best_connector, best[1] AS best_chance, best[0].may_ask AS may_ask,
    account.id AS account_id, best[0].id AS connector_id
ORDER BY heat DESC, account_id
LIMIT $limit
