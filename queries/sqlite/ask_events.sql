-- The events of all asks that follow a number, by number.
SELECT seq, ask, kind, day, at, actor, note, detail FROM ask_event WHERE seq > ?1 ORDER BY seq
