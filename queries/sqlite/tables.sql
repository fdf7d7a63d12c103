-- How many tables, indexes and the like the file has; none in a file that was just made.
SELECT count(*) FROM sqlite_schema
