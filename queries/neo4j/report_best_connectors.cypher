// Who of our people reaches most target accounts, and how well.
MATCH (account:Account {kind: 'target'})<-[:WORKED_AT {current: true}]-(person:Person)
MATCH (person)<-[hop:REACHES]-{0,1}(connector:Person WHERE connector.willing > 0)
WITH account, person, connector,
    CASE size(hop) WHEN 0 THEN connector.willing ELSE hop[0].score / $pass END AS chance
WHERE chance >= $floor
WITH connector, count(DISTINCT account) AS accounts, count(DISTINCT person) AS people, max(chance) AS best_chance
RETURN connector.name AS connector,
    COLLECT { MATCH (connector)-[role:PLAYS]->() RETURN DISTINCT role.circle AS circle ORDER BY circle } AS circles,
    accounts, people, best_chance, connector.may_ask AS may_ask, connector.id AS connector_id
ORDER BY accounts DESC, people DESC, best_chance DESC, connector_id
LIMIT $limit
