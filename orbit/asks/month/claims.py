"""What reps say in the session that they asked, month by month: kept beside the log, never counted as asks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from orbit.asks.month.months import Month
from orbit.errors import UsageError

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Claim:
    """How many asks a rep (an e-mail) says to have made in a month, written down `at` a moment `by` somebody."""

    rep: str
    month: Month
    count: int
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not 0 <= self.count <= _MOST:
            raise UsageError(f"a claim lies between 0 and {_MOST:,} asks, got {self.count:,}")
        if not self.by.strip():
            raise UsageError("a claim needs its author")


# The last word of each rep on each month.
Claims = Mapping[tuple[Month, str], Claim]


def with_claim(claims: Claims, claim: Claim) -> dict[tuple[Month, str], Claim]:
    """Return the claims with one more, in place of what the same rep said of the same month."""
    return {**claims, (claim.month, claim.rep): claim}


def without(claims: Claims, names: frozenset[str]) -> dict[tuple[Month, str], Claim]:
    """Return the claims without those of a person and those that they wrote down; `names` are theirs, in lower case."""
    kept = (claim for claim in claims.values() if names.isdisjoint({claim.rep, claim.by.casefold()}))
    return {(claim.month, claim.rep): claim for claim in kept}


def claimed_by(claims: Claims, day: date) -> dict[tuple[Month, str], int]:
    """Return how many asks each rep had claimed for each month by a day."""
    return {key: claim.count for key, claim in claims.items() if claim.at.date() <= day}


def write_claims(claims: Claims) -> str:
    """Write claims down, in an order of their own, so that the same ones give the same text."""
    rows = [
        [str(claim.month), claim.rep, claim.count, claim.by, claim.at.isoformat()]
        for _, claim in sorted(claims.items(), key=lambda item: item[0])
    ]
    return json.dumps(rows, separators=(",", ":"))


def read_claims(text: str | None) -> dict[tuple[Month, str], Claim]:
    """Read back what `write_claims` wrote; nothing was claimed where nothing is kept."""
    return {(claim.month, claim.rep): claim for claim in _rows(text)}


def _rows(text: str | None) -> Iterator[Claim]:
    for month, rep, count, by, at in json.loads(text) if text else ():
        yield Claim(rep, Month.read(month), count, by, datetime.fromisoformat(at))
