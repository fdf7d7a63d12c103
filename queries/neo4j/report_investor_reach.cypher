// Target accounts on whose boards or in whose funding our investors and board members are.
MATCH (account:Account {kind: 'target'})
CALL (account) {
    MATCH (account)<-[seat:WORKED_AT {kind: 'board'}]-(backer:Person)
    WHERE seat.from IS NOT NULL AND seat.to IS NULL
      AND EXISTS { (backer)-[role:PLAYS WHERE role.circle IN ['investor', 'board']]->() }
    RETURN backer, true AS seated, null AS fund, null AS round, false AS led
    UNION
    MATCH (account)<-[deal:INVESTED_IN]-(fund:Company)<-[:PLAYS {circle: 'investor'}]-(backer:Person)
    RETURN backer, false AS seated, fund.name AS fund, deal.round AS round,
        coalesce(deal.partner = backer.id, false) AS led
}
WITH account, backer, seated, fund, round, led ORDER BY fund, round
WITH account, backer, collect(seated) AS seats, collect(DISTINCT fund) AS funds, collect(DISTINCT round) AS rounds,
    collect(led) AS leads
RETURN account.name AS account, account.owner AS owner, account.heat AS heat, backer.name AS backer,
    true IN seats AS board_seat, funds, rounds, true IN leads AS led, backer.may_ask AS may_ask,
    account.id AS account_id, backer.id AS backer_id
ORDER BY heat DESC, account_id, board_seat DESC, led DESC, backer_id
LIMIT $limit
