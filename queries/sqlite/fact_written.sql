-- Some facts that were last written with a revision.
SELECT kind, id FROM fact INDEXED BY fact_rev WHERE rev = ?1 LIMIT ?2
