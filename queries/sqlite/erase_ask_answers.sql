-- Blank what was answered about an ask.
UPDATE ask_answer SET answer = NULL WHERE ask = ?1
