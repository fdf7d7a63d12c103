-- Finds what one rule or a person says without reading what all rules say.
CREATE INDEX judgement_rule ON judgement (kind, rule) WHERE revoked_at IS NULL;
