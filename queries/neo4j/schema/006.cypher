// Undoing imports: which files came in one run, with which revision, and what several imports told of one thing.
// `run` is the number of the first file of the run; `rev` (0: the run changed nothing) and `repeats` (JSON: runs whose
// words it repeats) stand with that file alone. Runs from before this step are final. A telling is what one run told of
// a record or fact that others told of too (run 0: all that is final); `told` is JSON.
CREATE CONSTRAINT telling_key IF NOT EXISTS FOR (t:Telling) REQUIRE (t.part, t.slot, t.run) IS UNIQUE;
CREATE INDEX telling_run IF NOT EXISTS FOR (t:Telling) ON (t.run, t.part, t.slot);
CREATE INDEX telling_person IF NOT EXISTS FOR (t:Telling) ON (t.person);
CREATE INDEX telling_other IF NOT EXISTS FOR (t:Telling) ON (t.other);
CREATE INDEX telling_company IF NOT EXISTS FOR (t:Telling) ON (t.company);
CREATE INDEX telling_investor IF NOT EXISTS FOR (t:Telling) ON (t.investor);
MATCH (i:Import) WHERE i.run IS NULL SET i.run = i.id, i.rev = 0, i.revocable = false, i.repeats = '[]';
CALL db.awaitIndexes(60)
