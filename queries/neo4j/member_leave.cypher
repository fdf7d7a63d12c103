// Records no longer describe the entity that they did.
UNWIND $rows AS seq
MATCH (:Record {seq: seq})-[d:DESCRIBES]->()
DELETE d
