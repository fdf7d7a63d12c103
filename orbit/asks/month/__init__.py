"""The monthly session, and what a month's asks came to."""
