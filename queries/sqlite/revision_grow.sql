-- One more committed change of the graph.
UPDATE state SET revision = revision + 1
