-- Take a person out of their asks, and with them what was written about the ask.
WITH RECURSIVE called (entity) AS (
    SELECT ?1
    UNION
    SELECT alias.old FROM called CROSS JOIN alias ON alias.entity = called.entity
)
UPDATE ask
SET connector = CASE WHEN connector IN (SELECT entity FROM called) THEN NULL ELSE connector END,
    target = CASE WHEN target IN (SELECT entity FROM called) THEN NULL ELSE target END,
    requester = CASE WHEN requester IN (SELECT entity FROM called) THEN NULL ELSE requester END,
    reason = ''
WHERE id = ?2
