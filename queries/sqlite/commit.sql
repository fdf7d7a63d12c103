-- Make everything since BEGIN visible at once.
COMMIT
