-- Forget the sessions that were seen or began too long ago.
DELETE FROM session WHERE seen_at <= ?1 OR created_at <= ?2
