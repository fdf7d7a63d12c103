-- Every fact that mentions any record of an entity.
DELETE FROM fact
WHERE person IN (SELECT seq FROM member WHERE entity = ?1) OR other IN (SELECT seq FROM member WHERE entity = ?1)
