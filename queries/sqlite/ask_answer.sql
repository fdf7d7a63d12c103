-- What was answered to the call of a key.
SELECT key, fingerprint, ask, answer, at FROM ask_answer WHERE key = ?1
