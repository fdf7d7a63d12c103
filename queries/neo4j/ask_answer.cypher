// What was answered to the call of a key.
MATCH (k:AskAnswer {key: $key})
RETURN k.key, k.fingerprint, k.ask, k.answer, k.at
