// People whose job at a target account is new, and who of ours knows them best.
MATCH (account:Account {kind: 'target'})<-[job:WORKED_AT {current: true}]-(person:Person)
WHERE job.from >= $since
OPTIONAL CALL (person) {
    MATCH (person)<-[hop:REACHES]-{0,1}(connector:Person WHERE connector.willing > 0)
    WITH connector, CASE size(hop) WHEN 0 THEN connector.willing ELSE hop[0].score / $pass END AS chance
    WHERE chance >= $floor
    RETURN connector, chance ORDER BY chance DESC, connector.id LIMIT 1
}
RETURN person.name AS person, job.title AS title, account.name AS account, account.owner AS owner,
    account.heat AS heat, job.from AS since, connector.name AS best_connector, chance AS best_chance,
    person.id AS person_id, account.id AS account_id, connector.id AS connector_id
ORDER BY since DESC, person_id
LIMIT $limit
