-- Forget what was answered before a moment.
DELETE FROM ask_answer WHERE at < ?1
