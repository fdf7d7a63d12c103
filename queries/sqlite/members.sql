-- Every resolved record of a kind with its entity.
SELECT seq, entity FROM member WHERE kind = ?1 ORDER BY seq
