// Forget the sessions that were seen or began too long ago.
MATCH (s:Session)
WHERE s.seen_at <= $seen_at OR s.created_at <= $created_at
DELETE s
