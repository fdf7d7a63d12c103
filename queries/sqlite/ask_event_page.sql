-- Some events of asks after a number, for copying.
SELECT seq, ask, kind, day, at, actor, note, detail
FROM ask_event
WHERE seq > ?1
ORDER BY seq
LIMIT ?2
