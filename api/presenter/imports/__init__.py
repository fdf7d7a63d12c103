"""Imports from the reader's chair."""
