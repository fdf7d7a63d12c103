// Target accounts that we reach through one of our people alone, the hottest first.
MATCH (account:Account {kind: 'target'})<-[:WORKED_AT {current: true}]-(person:Person)
MATCH (person)<-[hop:REACHES]-{0,1}(connector:Person WHERE connector.willing > 0)
WITH account, person, connector,
    CASE size(hop) WHEN 0 THEN connector.willing ELSE hop[0].score / $pass END AS chance
WHERE chance >= $floor
WITH account, collect(DISTINCT connector) AS connectors, count(DISTINCT person) AS people, max(chance) AS best_chance
WHERE size(connectors) = 1
WITH account, connectors[0] AS connector, people, best_chance
RETURN account.name AS account, account.owner AS owner, account.heat AS heat, connector.name AS connector,
    people, best_chance, connector.may_ask AS may_ask, connector.opens_on AS opens_on,
    account.id AS account_id, connector.id AS connector_id
ORDER BY heat DESC, account_id
LIMIT $limit
