"""Asks: who may be asked today, with which words, and whom to ask this week."""
