-- A hash, if it is suppressed.
SELECT hash FROM suppression WHERE hash = ?1
