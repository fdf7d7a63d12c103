-- A record was seen on an earlier day than known; the last day cannot change without its content.
UPDATE record SET seen_first = ?2, seen_last = ?3, rev = ?4 WHERE seq = ?1
