"""One module per source: rows become facts. A new module with a `SOURCE` is found by itself."""

from ingest.intake.discovery import get_source, sources

__all__ = ["get_source", "sources"]
