// What became of entities: records went from one to another.
// `event` is 'merged' where the old one has none left, else 'split'.
CREATE CONSTRAINT entity_event_id IF NOT EXISTS FOR (v:EntityEvent) REQUIRE (v.rev, v.old, v.new) IS UNIQUE;
CREATE INDEX entity_event_old IF NOT EXISTS FOR (v:EntityEvent) ON (v.old);
CREATE INDEX entity_event_new IF NOT EXISTS FOR (v:EntityEvent) ON (v.new);
CALL db.awaitIndexes(60)
