"""New records among many that are matched already: only what they reach is read, weighed and grouped anew."""
