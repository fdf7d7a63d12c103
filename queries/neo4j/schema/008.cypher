// Finds the opportunities that were created or close within some days. Only they have `created` and `closed`.
CREATE INDEX fact_created IF NOT EXISTS FOR (f:Fact) ON (f.created);
CREATE INDEX fact_closed IF NOT EXISTS FOR (f:Fact) ON (f.closed);
CALL db.awaitIndexes(60)
