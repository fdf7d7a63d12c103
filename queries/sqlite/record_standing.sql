-- What stands of a record: when and where it was seen, and what tells its content apart.
SELECT seq, seen_last, digest, file, line, url, seen_first, seen_last, rev FROM record WHERE seq = ?1
