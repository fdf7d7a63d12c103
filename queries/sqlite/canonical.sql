-- The living entity that an id stands for, through any number of aliases.
WITH RECURSIVE chain (entity) AS (
    SELECT ?1
    UNION
    SELECT alias.entity FROM chain CROSS JOIN alias ON alias.old = chain.entity
)
SELECT entity FROM chain WHERE entity IN (SELECT entity FROM member) LIMIT 1
