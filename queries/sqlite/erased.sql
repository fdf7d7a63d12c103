-- The revision of the last erasure.
SELECT erased FROM state
