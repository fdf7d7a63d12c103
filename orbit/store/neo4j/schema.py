"""Making a database ready for a workspace: constraints, indexes, and the node that counts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from neo4j.exceptions import DriverError, Neo4jError

from orbit.errors import StoreTooNew, StoreUnavailable
from orbit.store.neo4j.faults import NO_WORKSPACE
from orbit.store.neo4j.link import Link
from queries import migrations, statement

_SCHEMA_SECONDS = 120.0
# A server that has just started is slow to plan its first statement.
_FIRST_SECONDS = 30.0


def admit(link: Link, *, create: bool) -> None:
    """Refuse a database of another program, of a newer Orbit, or without a workspace unless `create` is set.

    Steps of the schema that it lacks are applied.
    """
    steps = migrations("neo4j")
    version = _version(link)
    if version is None:
        if not create:
            raise StoreUnavailable(NO_WORKSPACE)
        if not link.ask("is_empty", seconds=_FIRST_SECONDS)[0][0]:
            raise StoreUnavailable("the Neo4j database holds other data; give Orbit a database of its own")
    if version is not None and version > len(steps):
        raise StoreTooNew(
            f"this store was written by a newer Orbit (its version is {version}, this one reads up to {len(steps)}); "
            "please upgrade Orbit; nothing was changed"
        )
    if version != len(steps):
        _apply(link, steps[version or 0 :], len(steps))


def _version(link: Link) -> int | None:
    rows = link.ask("state", seconds=_FIRST_SECONDS)
    return int(rows[0][2]) if rows else None


def _apply(link: Link, steps: Sequence[str], version: int) -> None:
    """Every statement can be repeated, and the version is written last: what was cut short is done again."""

    def apply() -> None:
        with link.session(writes=True) as session:
            for step in steps:
                for text in filter(str.strip, step.split(";\n")):
                    session.run(text).consume()
            made = {"schema": version, "identity": secrets.token_hex(8)}
            session.run(statement("neo4j", "state_make"), made).consume()

    try:
        link.call(apply, seconds=_SCHEMA_SECONDS)
    except (DriverError, Neo4jError) as error:
        raise link.failed(error) from error
