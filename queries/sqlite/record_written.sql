-- Some records that were last written with a revision.
SELECT seq FROM record INDEXED BY record_rev WHERE rev = ?1 LIMIT ?2
