-- How many records belong to no entity yet.
SELECT (SELECT count(*) FROM record) - (SELECT count(*) FROM member)
