-- The records of an entity.
SELECT seq FROM member WHERE entity = ?1 ORDER BY seq
