-- The entities that gained records after a revision, once for each record.
SELECT kind, entity FROM member INDEXED BY member_rev WHERE rev > ?1
