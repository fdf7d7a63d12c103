"""What forbids linking two names without a person's word, and what two companies may be to each other instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orbit.names.company_numbers import number_in
from orbit.names.text import word_set
from orbit.resolve.naming.entry import Spelling
from orbit.resolve.naming.features import FEATURES, Feature

NOTHING_IN_COMMON = "the names have no word in common"
_HOLDING = word_set("holding holdings beteiligungen beteiligungs topco bidco holdco")
# Behind a name they make a company of its own beside the one that is called so.
_UNITS = word_set(
    "foundation stiftung fondation ventures venture capital bank insurance leasing properties university academy "
    "institute research services logistics trading"
)
_FUND = word_set("fund funds fonds fondo fundo capital partners ventures equity growth spv lp trust")
_AT = {feature: place for place, feature in enumerate(FEATURES)}
# Letters so alike are a name in common even where no word is.
_ALIKE = 0.75
# From here on a word tells which company it is: rarer than about one name in thirty.
_TELLING = 0.3


class RelationKind(StrEnum):
    """What one company may be to another that is not the same."""

    PART_OF = "part_of"
    FORMER_NAME = "former_name"
    SIBLING_FUND = "sibling_fund"


@dataclass(frozen=True, slots=True)
class Relation:
    """A proposal, never a merge: `one` may be part of, the former name of, or a fund beside `other`."""

    kind: RelationKind
    one: str
    other: str


def vetoes(asked: Spelling, name: Spelling, values: Sequence[float]) -> tuple[str, ...]:
    """Say in words what forbids an automatic link of two names; empty where nothing does."""
    return tuple(_vetoes(asked, name, values))


def relation(asked: Spelling, name: Spelling, written: tuple[str, str]) -> Relation | None:
    """Say what two companies of these names may be to each other, if the names tell; `written` is how they stand."""
    one, other = written
    if asked.numbers != name.numbers and _without_numbers(asked) == _without_numbers(name):
        funds = _FUND.intersection(asked.tokens) or (asked.numbers and name.numbers)
        return Relation(RelationKind.SIBLING_FUND, one, other) if funds else None
    if _is_branch(asked, name) or _is_unit(asked, name):
        return Relation(RelationKind.PART_OF, one, other)
    return Relation(RelationKind.PART_OF, other, one) if _is_branch(name, asked) or _is_unit(name, asked) else None


def _vetoes(asked: Spelling, name: Spelling, values: Sequence[float]) -> Iterator[str]:
    if values[_AT[Feature.OTHER_NUMBER]]:
        yield "another number in the name"
    if values[_AT[Feature.ASKED_ELSEWHERE]] or values[_AT[Feature.NAME_ELSEWHERE]]:
        yield "another place in the name"
    if values[_AT[Feature.OTHER_COUNTRY]]:
        yield "another country"
    if _HOLDING.isdisjoint(asked.tokens) != _HOLDING.isdisjoint(name.tokens):
        yield "one is a holding"
    if min(values[_AT[Feature.ASKED_LEFT]], values[_AT[Feature.NAME_LEFT]]) >= _TELLING:
        yield "each name has a word that the other lacks"
    alike = values[_AT[Feature.DISTINCTIVE]] or values[_AT[Feature.LETTERS]] >= _ALIKE
    if not alike:
        yield "only the initials agree" if values[_AT[Feature.INITIALS]] else NOTHING_IN_COMMON


def _without_numbers(name: Spelling) -> tuple[str, ...]:
    return tuple(token for place, token in enumerate(name.tokens) if number_in(token, behind=place > 0) is None)


def _is_branch(one: Spelling, other: Spelling) -> bool:
    """Say whether one is called as the other with a place added."""
    return other.places < one.places and bool(other.elsewhere) and one.elsewhere == other.elsewhere


def _is_unit(one: Spelling, other: Spelling) -> bool:
    """Say whether one is called as the other with a trade of its own added, or the other as one with "Holding"."""
    more, less = one.tokens[len(other.tokens) :], other.tokens[len(one.tokens) :]
    if more and one.tokens[: len(other.tokens)] == other.tokens:
        return _UNITS.issuperset(more)
    return bool(less) and other.tokens[: len(one.tokens)] == one.tokens and _HOLDING.issuperset(less)
