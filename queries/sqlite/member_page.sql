-- Some memberships after a number, for copying.
SELECT seq, kind, entity, rev
FROM member
WHERE seq > ?1
ORDER BY seq
LIMIT ?2
