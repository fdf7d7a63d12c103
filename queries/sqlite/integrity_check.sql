-- Damage to the file itself: the single word ok, or one line for each finding.
SELECT integrity_check FROM pragma_integrity_check
