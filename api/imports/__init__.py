"""Imports as the server makes them: files staged on disk, one job after another, progress, undo."""
