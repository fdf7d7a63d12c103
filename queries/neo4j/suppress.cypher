// Hashes of identifiers that must never be taken in again.
UNWIND $rows AS hash
MERGE (s:Suppression {hash: hash})
ON CREATE SET s.at = $at
