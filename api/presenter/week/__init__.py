"""Whom to ask this week, and why others are held."""
