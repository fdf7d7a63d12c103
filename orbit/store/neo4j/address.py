"""Reading the address of a Neo4j database, and showing it without its password."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from orbit.errors import UsageError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_FORM = "neo4j://user:password@host:7687/database"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is: the server's address, its name there (None: the server's default), and who asks."""

    url: str
    database: str | None
    user: str | None
    password: str | None = field(repr=False)


def read_address(text: str) -> Address:
    """Read `neo4j://user:password@host:port/database`; all but scheme and host may be left out."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"the address of a Neo4j database has the form {_FORM}; this one has a wrong port") from error
    if parts.scheme not in SCHEMES or not parts.hostname or parts.fragment:
        raise UsageError(f"the address of a Neo4j database has the form {_FORM}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    routing = f"?{parts.query}" if parts.query else ""
    return Address(
        url=f"{parts.scheme}://{host}:{port or 7687}{routing}",
        database=unquote(parts.path.strip("/")) or None,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
