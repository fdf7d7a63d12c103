-- Delete what was judged about a record.
DELETE FROM judgement WHERE "left" = ?1 OR "right" = ?1
