"""Choosing the store by its address; the drivers are loaded only when asked for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from orbit.errors import UsageError
from orbit.store.base import Store

_SQLITE = "sqlite:///"


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """Open the workspace at a file path or `sqlite:///path`; with `create`, make it if there is none."""
    text = str(address)
    if text.startswith(_SQLITE):
        text = unquote(text.removeprefix(_SQLITE))
    elif "://" in text:
        raise UsageError(_refusal(text.split("://", 1)[0]))
    from orbit.store.sqlite import open_sqlite

    return open_sqlite(text, create=create)


def _refusal(scheme: str) -> str:
    if scheme.startswith(("neo4j", "bolt")):
        return "Orbit cannot keep its data in Neo4j yet; give the path of a file instead"
    return f"{scheme}:// is no kind of store that Orbit knows; give the path of a file or sqlite:///path"
