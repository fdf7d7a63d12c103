-- What a record says.
SELECT seq, detail FROM record WHERE seq = ?1
