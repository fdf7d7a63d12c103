-- What stands of a fact: when and where it was seen, and what tells its content apart.
SELECT kind, id, day, digest, file, line, url, seen_first, seen_last, rev FROM fact WHERE kind = ?1 AND id = ?2
