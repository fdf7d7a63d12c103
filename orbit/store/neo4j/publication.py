"""Of what revision, day and policy the published graph is: nobody is answered from another one than was asked for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orbit.errors import StoreUnavailable, UsageError
from orbit.store.neo4j.faults import NO_WORKSPACE
from orbit.store.neo4j.link import Ask


class Publication(NamedTuple):
    """What a published graph is made from: the revision of the facts, the day, the policy's digest, the log of asks.

    `asked` is the number of the last event of any ask; None asks for no log in particular, as ranking does.
    """

    revision: int
    as_of: date
    policy: str
    asked: int | None = None


class _Standing(NamedTuple):
    """A row of the statement `publication`; all but `facts` are None where nothing was published."""

    facts: int
    edition: int | None
    complete: bool | None
    revision: int | None
    as_of: str | None
    policy: str | None
    asked: int | None


def edition_of(ask: Ask, wanted: Publication) -> int:
    """The number of the published edition, which is what was wanted.

    Raises UsageError where another day is published, StoreUnavailable for an old, unfinished or missing one.
    """
    rows = ask("publication")
    if not rows:
        raise StoreUnavailable(NO_WORKSPACE)
    standing = _Standing(*rows[0])
    publish = f"Run `orbit publish --as-of {wanted.as_of}`"
    if standing.edition is None:
        raise StoreUnavailable(f"The graph has not been published in Neo4j. {publish}.")
    if not standing.complete:
        raise StoreUnavailable(f"The graph is being published, or that was interrupted. Wait for it, or: {publish}.")
    if standing.as_of != wanted.as_of.isoformat():
        raise UsageError(f"The graph is published as of {standing.as_of}, not of {wanted.as_of}. {publish}.")
    if standing.policy != wanted.policy:
        raise StoreUnavailable(f"The policy is another one than that of the published graph. {publish}.")
    if (standing.revision, standing.facts) != (wanted.revision, wanted.revision):
        raise StoreUnavailable(f"There is newer data than in the published graph. {publish}.")
    if wanted.asked is not None and standing.asked != wanted.asked:
        raise StoreUnavailable(f"There are newer asks in the log than in the published graph. {publish}.")
    return standing.edition
