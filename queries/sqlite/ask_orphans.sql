-- How many asks have no event.
SELECT count(*) FROM ask WHERE NOT EXISTS (SELECT 1 FROM ask_event WHERE ask_event.ask = ask.id)
