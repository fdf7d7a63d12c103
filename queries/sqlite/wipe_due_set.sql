-- Remember whether erased bytes may still be in the file.
UPDATE state SET wipe_due = ?1
