// How many asks are planned this week for each connector, and when they may be asked.
MATCH (ask:Ask {status: 'planned'})-[:OF]->(connector:Person)
WITH connector, ask.week AS week, count(ask) AS asks
RETURN connector.name AS connector,
    COLLECT { MATCH (connector)-[role:PLAYS]->() RETURN DISTINCT role.circle AS circle ORDER BY circle } AS circles,
    week, asks,
    COLLECT {
        MATCH (rep:Person)-[:ASKS]->(:Ask {status: 'planned', week: week})-[:OF]->(connector)
        RETURN DISTINCT rep.name AS rep ORDER BY rep
    } AS reps,
    connector.may_ask AS may_ask, connector.opens_on AS opens_on, connector.closes_on AS closes_on,
    connector.id AS connector_id
ORDER BY asks DESC, connector_id
LIMIT $limit
