"""Going through blocks of candidates: who is the same as whom, with as few comparisons as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from orbit.resolve.block import Blocks
from orbit.resolve.profile import CompanyProfile, PersonProfile
from orbit.resolve.ruling import Ruling
from orbit.store.base import Verdict

Profile = TypeVar("Profile", PersonProfile, CompanyProfile)


class Ruled(NamedTuple):
    """The rulings of one pass, and how many blocks were too large to look into."""

    rulings: list[Ruling]
    dropped: int


def settle_blocks(profiles: Sequence[Profile], found: Blocks, rule: Callable[[Profile, Profile], Ruling]) -> Ruled:
    """Settle each block by itself."""
    rulings = [ruling for places in found.blocks for ruling in settled([profiles[place] for place in places], rule)]
    return Ruled(rulings, found.dropped)


def settled(candidates: Sequence[Profile], rule: Callable[[Profile, Profile], Ruling]) -> Iterator[Ruling]:
    """Yield what ties each candidate to the first one before it that it is the same as, or else to the first."""
    heads = [candidates[0]]
    for candidate in candidates[1:]:
        rulings = [rule(head, candidate) for head in heads]
        same = next((ruling for ruling in rulings if ruling.verdict is Verdict.SAME), None)
        yield same or rulings[0]
        if same is None:
            heads.append(candidate)
