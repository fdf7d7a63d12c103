-- Whether erased bytes may still be in the file.
SELECT wipe_due FROM state
