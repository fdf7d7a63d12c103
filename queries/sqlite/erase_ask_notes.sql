-- Blank what was noted about an ask.
UPDATE ask_event SET note = '' WHERE ask = ?1
