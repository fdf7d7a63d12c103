"""Whom somebody may mean who misspells a name: surely one person, or a few to choose from; never one of two."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from api.presenter.finding.naming import everybody_called
from api.workspace import Scene
from orbit.graph.search_keys import person_spelling
from orbit.names import person_name, same_first_name, same_last_name
from orbit.names.typed import Kind

# A slip of the pen: a letter too many, too few, another one, or two that changed places.
_SLIP = 1
# Names of fewer letters have too many neighbours for a slip to be one.
_SHORTEST = 6
_SHOWN = 3
_FAR = 3


@dataclass(frozen=True, slots=True)
class Meant:
    """The person who is surely meant (None: nobody is), and who may be, nearest first."""

    surely: int | None
    perhaps: tuple[int, ...]


def people_nearly_called(scene: Scene, name: str, unknown: Container[int]) -> Meant:
    """Find the people, none of them `unknown`, whose name is nearly this one.

    Somebody is surely meant who is one slip away at most, or of that last name and this short form, while nobody else
    is near or has a name that begins so.
    """
    crowd = everybody_called(scene, name, unknown)
    name_of = scene.view.snapshot.name_of_person
    apart = [(_apart(name, name_of(one.number)), one) for one in crowd.people]
    # Of as many slips, the nearer come first, as they do there.
    ranked = [one for _, one in sorted(apart, key=lambda each: each[0])]
    nearest = [one for slips, one in apart if slips <= _SLIP]
    rivals = [one for slips, one in apart if slips <= 2 * _SLIP or one.likeness.kind < Kind.SLIPPED]
    is_sure = crowd.whole and len(nearest) == len({*nearest, *rivals}) == 1 and len(person_spelling(name)) >= _SHORTEST
    return Meant(nearest[0].number if is_sure else None, tuple(one.number for one in ranked[:_SHOWN]))


def _apart(typed: str, name: str) -> int:
    """How many slips a name is away from another: none for the same words in another order, or a usual short form."""
    from rapidfuzz.distance import OSA  # only what is misspelt needs it

    one, other = person_name(typed), person_name(name)
    if sorted(one.tokens) == sorted(other.tokens):
        return 0
    if one.first and one.last and same_last_name(one, other) and _may_be_short(one.first, other.first):
        return 0
    wanted, told = person_spelling(typed), person_spelling(name)
    turned = " ".join(reversed(wanted.split()))
    return min(int(OSA.distance(spelling, told, score_cutoff=_FAR)) for spelling in (wanted, turned))


def _may_be_short(one: str, other: str) -> bool:
    """Say whether one first name is short for the other; an initial is for too many."""
    return len(one.strip(".")) > 1 and len(other.strip(".")) > 1 and same_first_name(one, other)
