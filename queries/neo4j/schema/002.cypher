// What was published of the graph, and where ranking in the database starts.
// The people of a company come in the order of reach, and those who work there now in the order of reply. Spells without
// reach or turn are in neither index.
CREATE CONSTRAINT publication_id IF NOT EXISTS FOR (p:Publication) REQUIRE p.id IS UNIQUE;
CREATE INDEX worked_at_reach IF NOT EXISTS FOR ()-[w:WORKED_AT]-() ON (w.company, w.reach);
CREATE INDEX worked_at_turn IF NOT EXISTS FOR ()-[w:WORKED_AT]-() ON (w.company, w.turn);
CALL db.awaitIndexes(60)
