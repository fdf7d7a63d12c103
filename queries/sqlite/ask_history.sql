-- The events of one ask, by number.
SELECT seq, ask, kind, day, at, actor, note, detail FROM ask_event WHERE ask = ?1 ORDER BY seq
