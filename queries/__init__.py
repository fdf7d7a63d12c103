"""Every statement that reaches a database, one file each; this is the only way to read them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_SUFFIX = {"sqlite": ".sql", "neo4j": ".cypher"}


@cache
def statement(backend: str, name: str) -> str:
    """Return the text of the statement `name` for `sqlite` or `neo4j`."""
    return (files("queries") / backend / f"{name}{_SUFFIX[backend]}").read_text("utf-8")


@cache
def migrations(backend: str) -> tuple[str, ...]:
    """Return the steps of the schema, oldest first: the first makes version 1, the second version 2, and so on."""
    folder = files("queries") / backend / "schema"
    steps = [entry for entry in folder.iterdir() if entry.name.endswith(_SUFFIX[backend])]
    return tuple(entry.read_text("utf-8") for entry in sorted(steps, key=lambda entry: entry.name))
