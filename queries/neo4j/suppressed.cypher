// Which of these hashes are suppressed.
UNWIND $rows AS hash
MATCH (s:Suppression {hash: hash})
RETURN s.hash, 0 AS rev
