"""The command line: parse, ask once, render. Answers on stdout, narration on stderr."""

from api.cli.app import main

__all__ = ["main"]
