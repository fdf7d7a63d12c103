-- Forget that records have left an entity.
DELETE FROM departure WHERE entity = ?1
