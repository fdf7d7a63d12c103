-- How many changes of the graph were committed, and the number of the last event of any ask.
SELECT revision, coalesce((SELECT max(seq) FROM ask_event), 0) FROM state
