-- Forget the identifiers of a record.
DELETE FROM identifier WHERE seq = ?1
