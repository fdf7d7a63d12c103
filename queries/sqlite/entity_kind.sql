-- What kind of entity lives under an id; no row for an id without records.
SELECT kind FROM member WHERE entity = ?1 LIMIT 1
