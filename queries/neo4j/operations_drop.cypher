// Forget the names of transactions of long ago.
MATCH (o:Operation)
WHERE o.tick < $tick
DELETE o
