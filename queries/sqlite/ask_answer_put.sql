-- Keep what was answered to the call of a key.
INSERT INTO ask_answer (key, fingerprint, ask, answer, at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (key) DO UPDATE SET
    fingerprint = excluded.fingerprint,
    ask = excluded.ask,
    answer = excluded.answer,
    at = excluded.at
