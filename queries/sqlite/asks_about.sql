-- The asks of which a person is connector or target, by number.
WITH RECURSIVE called (entity) AS (
    SELECT ?1
    UNION
    SELECT alias.old FROM called CROSS JOIN alias ON alias.entity = called.entity
)
SELECT id, connector, target, account, requester, reason, detail
FROM ask
WHERE id IN (
    SELECT ask.id FROM called CROSS JOIN ask ON ask.connector = called.entity
    UNION
    SELECT ask.id FROM called CROSS JOIN ask ON ask.target = called.entity
)
ORDER BY id
