// Forget what was answered before a moment.
MATCH (k:AskAnswer)
WHERE k.at < $at
DELETE k
