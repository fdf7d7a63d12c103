// The log of asks.
// Nodes are added and never changed, but for an erasure, which leaves blanks. `detail` is JSON text that names nobody. Ids
// are properties, not relationships: what an id stands for may change, and change back.
CREATE CONSTRAINT logged_ask_id IF NOT EXISTS FOR (a:LoggedAsk) REQUIRE a.id IS UNIQUE;
CREATE CONSTRAINT ask_event_seq IF NOT EXISTS FOR (e:AskEvent) REQUIRE e.seq IS UNIQUE;
CREATE CONSTRAINT ask_answer_key IF NOT EXISTS FOR (k:AskAnswer) REQUIRE k.key IS UNIQUE;
CREATE INDEX logged_ask_connector IF NOT EXISTS FOR (a:LoggedAsk) ON (a.connector);
CREATE INDEX logged_ask_target IF NOT EXISTS FOR (a:LoggedAsk) ON (a.target);
CREATE INDEX logged_ask_requester IF NOT EXISTS FOR (a:LoggedAsk) ON (a.requester);
CREATE INDEX ask_event_ask IF NOT EXISTS FOR (e:AskEvent) ON (e.ask);
CREATE INDEX ask_event_actor IF NOT EXISTS FOR (e:AskEvent) ON (e.actor);
CREATE INDEX ask_answer_ask IF NOT EXISTS FOR (k:AskAnswer) ON (k.ask);
CREATE INDEX ask_answer_at IF NOT EXISTS FOR (k:AskAnswer) ON (k.at);
CALL db.awaitIndexes(60)
