"""Choosing the store by its address; the drivers are loaded only when asked for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from orbit.errors import UsageError
from orbit.store.base import Store

_SQLITE = "sqlite:///"
_NEO4J = ("neo4j", "bolt")


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """Open the workspace at a file path, `sqlite:///path` or `neo4j://…`; with `create`, make it if there is none."""
    text = str(address)
    scheme = scheme_of(text)
    if scheme.startswith(_NEO4J):
        from orbit.store.neo4j import open_neo4j

        return open_neo4j(text, create=create)
    if text.startswith(_SQLITE):
        text = unquote(text.removeprefix(_SQLITE))
    elif scheme:
        raise UsageError(
            f"{scheme}:// is no kind of store that Orbit knows; give the path of a file, sqlite:///path or neo4j://host"
        )
    from orbit.store.sqlite import open_sqlite

    return open_sqlite(text, create=create)


def scheme_of(address: str) -> str:
    """The scheme of an address, empty for the path of a file."""
    return address.split("://", 1)[0].lower() if "://" in address else ""


def with_password(address: str, password: str | None) -> str:
    """The address of a server with a password that was given apart from it; one that it holds already wins."""
    parts = urlsplit(address) if scheme_of(address).startswith(_NEO4J) else None
    if not password or parts is None or parts.password:
        return address
    user, _, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user.rstrip(':') or 'neo4j'}:{quote(password, safe='')}@{host}").geturl()


def shown(address: str) -> str:
    """An address as it may be shown: without user and password."""
    if not scheme_of(address):
        return address
    before, _, after = address.partition("://")
    return f"{before}://{after.rpartition('@')[2]}"
