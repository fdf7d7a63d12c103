-- The entities that lost records after a revision.
SELECT kind, entity FROM departure INDEXED BY departure_rev WHERE rev > ?1
