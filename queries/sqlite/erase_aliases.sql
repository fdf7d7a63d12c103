-- Every alias that leads to an entity.
WITH RECURSIVE lost (entity) AS (
    SELECT ?1
    UNION
    SELECT alias.old FROM lost CROSS JOIN alias ON alias.entity = lost.entity
)
DELETE FROM alias WHERE entity IN (SELECT entity FROM lost)
