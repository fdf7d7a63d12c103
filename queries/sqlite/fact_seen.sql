-- A fact was vouched for on an earlier or later day than known.
UPDATE fact SET seen_first = ?3, seen_last = ?4, rev = ?5 WHERE kind = ?1 AND id = ?2
