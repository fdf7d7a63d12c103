-- Forget the last numbers given, to set them anew.
DELETE FROM sqlite_sequence WHERE name IN ('key', 'judgement', 'import_log')
