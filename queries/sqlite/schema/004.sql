-- The log of asks.
-- Rows are added and never changed, but for an erasure, which leaves blanks. `detail` is JSON text that names nobody; what
-- may name people has columns of its own.
CREATE TABLE ask (
    id INTEGER PRIMARY KEY,
    connector TEXT,
    target TEXT,
    account TEXT,
    requester TEXT,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX ask_connector ON ask (connector);
CREATE INDEX ask_target ON ask (target);
CREATE INDEX ask_requester ON ask (requester);

-- `seq` counts the events of all asks: the last one tells whether anything was logged since.
CREATE TABLE ask_event (
    seq INTEGER PRIMARY KEY,
    ask INTEGER NOT NULL REFERENCES ask (id),
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    note TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX ask_event_ask ON ask_event (ask);
CREATE INDEX ask_event_actor ON ask_event (actor);

-- What was answered to a call, by a hash of its idempotency key; NULL where somebody in it was erased.
CREATE TABLE ask_answer (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    ask INTEGER NOT NULL REFERENCES ask (id),
    answer TEXT,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ask_answer_ask ON ask_answer (ask);
CREATE INDEX ask_answer_at ON ask_answer (at);
