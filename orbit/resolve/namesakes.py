"""Ruling on people of one name at one company: the same, known apart, or a question for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from orbit.resolve import compare, rules
from orbit.resolve.block import Blocks
from orbit.resolve.compare import Level
from orbit.resolve.profile import PersonProfile
from orbit.resolve.rules import Setting
from orbit.resolve.ruling import Ruling
from orbit.store.base import Verdict

Pair = tuple[int, int]

# From this many bearers in one source on, a full name needs a second witness, unless the company is small.
_COMMON_NAME = 3
_SMALL_COMPANY = 50

_ORDER = {Verdict.DIFFERENT: 0, Verdict.SAME: 1, Verdict.UNSURE: 2}


def rule_on_namesakes(people: Sequence[PersonProfile], found: Blocks, crowds: Crowds) -> list[Ruling]:
    """Rule on every pair in the blocks once; what one company proves, another does not take back."""
    best: dict[tuple[object, object], Ruling] = {}
    for places in found.blocks:
        for ruling in _rule_on_bearers([people[place] for place in places], crowds):
            known = best.setdefault((ruling.left, ruling.right), ruling)
            if _weight(ruling) < _weight(known):
                best[ruling.left, ruling.right] = ruling
    return list(best.values())


def _weight(ruling: Ruling) -> tuple[int, int, str]:
    """What counts first of what several companies say of one pair, whatever order they come in."""
    return _ORDER[ruling.verdict], ruling.rank, ruling.because


@dataclass(frozen=True, slots=True)
class Crowds:
    """Which names several people bear, and at which companies (by number) many work, as far as the sources tell."""

    common: Collection[str]
    large: Container[int]

    @classmethod
    def of(cls, people: Sequence[PersonProfile]) -> Crowds:
        """Count; a name is common when one single source knows several people who bear it."""
        bearers = Counter((feed, key) for one in people for key in full_names(one) for feed in one.feeds)
        common = frozenset(key for (_, key), many in bearers.items() if many >= _COMMON_NAME)
        staff = Counter(company for one in people for company in one.companies)
        return cls(common, frozenset(company for company, many in staff.items() if many > _SMALL_COMPANY))

    def leaves_doubt(self, left: PersonProfile, right: PersonProfile) -> bool:
        """Say whether the shared name is a common one and every shared company a large one."""
        if not any(name in self.common for name in full_names(left) | full_names(right)):
            return False
        return all(company in self.large for company in set(left.companies).intersection(right.companies))


def full_names(one: PersonProfile) -> set[str]:
    """Return the names of a person that have a last name, comparable."""
    return {name.key for name in one.names if name.lasts}


def _rule_on_bearers(bearers: list[PersonProfile], crowds: Crowds) -> Iterator[Ruling]:
    places = range(len(bearers))
    agree = {pair for pair in combinations(places, 2) if _names_agree(bearers, pair)}
    settings = {pair: _setting(bearers, pair, crowds) for pair in agree}
    apart = {pair: rules.namesakes_known_apart(bearers[pair[0]], bearers[pair[1]]) for pair in agree}
    alone = {pair: _rule(bearers, pair, settings[pair]) for pair in agree if apart[pair] is None}
    one_person = {pair for pair, ruling in alone.items() if not settings[pair].listed_twice or _joins(ruling)}
    for pair in sorted(agree):
        ruling = apart[pair]
        if ruling is None:
            rival = _has_rival(pair, places, agree, one_person)
            ruling = _rule(bearers, pair, settings[pair]._replace(unique=False)) if rival else alone[pair]
        elif settings[pair].listed_twice:
            # They are apart anyway, and in every large company there are many such pairs.
            continue
        if ruling is not None:
            yield ruling


def _setting(bearers: list[PersonProfile], pair: Pair, crowds: Crowds) -> Setting:
    left, right = bearers[pair[0]], bearers[pair[1]]
    twice = not set(left.feeds).isdisjoint(right.feeds)
    return Setting(unique=True, common=crowds.leaves_doubt(left, right), listed_twice=twice)


def _rule(bearers: list[PersonProfile], pair: Pair, setting: Setting) -> Ruling | None:
    return rules.namesakes_at_one_company(bearers[pair[0]], bearers[pair[1]], setting)


def _joins(ruling: Ruling | None) -> bool:
    return ruling is not None and ruling.verdict is Verdict.SAME


def _names_agree(bearers: list[PersonProfile], pair: Pair) -> bool:
    return compare.same_names(bearers[pair[0]], bearers[pair[1]]).level is Level.AGREES


def _has_rival(pair: Pair, places: range, agree: set[Pair], one_person: set[Pair]) -> bool:
    """Say whether a third bearer could be one of the two but cannot be the other."""
    return any(
        _pair(third, one) in agree and _pair(third, other) not in one_person
        for third in places
        if third not in pair
        for one, other in (pair, pair[::-1])
    )


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
