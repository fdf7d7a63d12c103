-- The day on which the first of all opportunities was created.
SELECT min(since) FROM fact INDEXED BY fact_created WHERE kind = 'opportunity'
