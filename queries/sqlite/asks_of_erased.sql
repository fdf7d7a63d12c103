-- The asks in which a person appears under any id.
WITH RECURSIVE called (entity) AS (
    SELECT ?1
    UNION
    SELECT alias.old FROM called CROSS JOIN alias ON alias.entity = called.entity
)
SELECT ask.id FROM called CROSS JOIN ask ON ask.connector = called.entity
UNION
SELECT ask.id FROM called CROSS JOIN ask ON ask.target = called.entity
UNION
SELECT ask.id FROM called CROSS JOIN ask ON ask.requester = called.entity
