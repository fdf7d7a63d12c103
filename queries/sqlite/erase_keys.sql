-- The keys of an entity's records; records, memberships, identifiers and judgements go with them.
DELETE FROM key WHERE seq IN (SELECT seq FROM member WHERE entity = ?1) RETURNING seq
