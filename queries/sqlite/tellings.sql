-- What is kept of a record or fact that several imports told of.
SELECT slot, run, told FROM telling WHERE part = ?1 AND slot = ?2 ORDER BY run
