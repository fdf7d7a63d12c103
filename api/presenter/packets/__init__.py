"""The words of asks, and whether they are fit to be sent."""
