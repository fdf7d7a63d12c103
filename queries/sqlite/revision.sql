-- The number of committed changes of the graph.
SELECT revision FROM state
