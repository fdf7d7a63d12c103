// Finds what one rule or a person says without reading what all rules say.
CREATE INDEX judgement_rule IF NOT EXISTS FOR (j:Judgement) ON (j.rule);
CALL db.awaitIndexes(60)
