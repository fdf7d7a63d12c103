-- Forget what became of an entity and of those that became it.
WITH RECURSIVE lost (entity) AS (
    SELECT ?1
    UNION
    SELECT alias.old FROM lost CROSS JOIN alias ON alias.entity = lost.entity
)
DELETE FROM entity_event WHERE old IN (SELECT entity FROM lost) OR new IN (SELECT entity FROM lost)
