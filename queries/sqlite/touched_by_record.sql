-- The entities whose records changed after a revision, once for each record.
SELECT member.kind, member.entity
FROM record INDEXED BY record_rev
CROSS JOIN member ON member.seq = record.seq
WHERE record.rev > ?1
