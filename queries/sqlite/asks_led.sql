-- The ids in asks that are old ones, with what each stands for today.
WITH RECURSIVE named (id) AS (
    SELECT connector FROM ask
    UNION
    SELECT target FROM ask
    UNION
    SELECT account FROM ask
    UNION
    SELECT requester FROM ask
),
led (id, entity) AS (
    SELECT named.id, alias.entity FROM named CROSS JOIN alias ON alias.old = named.id
    UNION
    SELECT led.id, alias.entity FROM led CROSS JOIN alias ON alias.old = led.entity
)
SELECT id, entity FROM led WHERE entity NOT IN (SELECT old FROM alias)
