-- The last numbers given to keys, judgements and imports: the next ones follow them.
INSERT INTO sqlite_sequence (name, seq) VALUES ('key', ?1), ('judgement', ?2), ('import_log', ?3)
