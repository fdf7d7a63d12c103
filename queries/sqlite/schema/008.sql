-- Finds the opportunities that were created or close within some days: `since` and `until` of theirs are these days.
CREATE INDEX fact_created ON fact (since) WHERE kind = 'opportunity';
CREATE INDEX fact_closed ON fact (until) WHERE kind = 'opportunity';
