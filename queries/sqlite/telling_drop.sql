-- Keep no longer what an import told of a record or fact.
DELETE FROM telling WHERE part = ?1 AND slot = ?2 AND run = ?3
