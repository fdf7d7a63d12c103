-- Every suppressed hash.
SELECT hash FROM suppression ORDER BY hash
