-- The entity of a record; no row for one that is unresolved.
SELECT seq, entity FROM member WHERE seq = ?1
