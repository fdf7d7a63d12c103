"""The week's asks for all reps at once."""
