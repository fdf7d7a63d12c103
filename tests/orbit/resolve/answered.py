"""A company where the shipped weights are off, and what people answered about it."""

from __future__ import annotations

from collections.abc import Iterator

from orbit.model import EntityKind, Item, RecordKey
from orbit.resolve.ruling import REVIEWED
from orbit.store.base import NewJudgement, Store, Verdict
from tests.factories import NOON
from tests.orbit.resolve.entities import employed
from tests.storing import put

PERSON = EntityKind.PERSON
_LETTERS = "bcdfghjklmnprstvz"


def a_name(number: int, start: str) -> str:
    """Return a name that nobody else bears and that is like no other."""
    one, two = divmod(number, len(_LETTERS))
    return f"{start}{_LETTERS[one]}a{_LETTERS[two]}o{_LETTERS[(one * 7 + two * 3) % len(_LETTERS)]}em"


def wed(number: int) -> list[Item]:
    """Two records of somebody who took another last name and stayed: the weights find that unlikely."""
    first, title, firm = a_name(number, "L"), f"Head of {a_name(number, 'G')}", f"{a_name(number, 'Qu')} Works"
    return [
        *employed(f"w{number}", f"{first} {a_name(number, 'Th')}", title, at=firm),
        *employed(f"in/w{number}", f"{first} {a_name(number, 'Wr')}", title, at=firm, source="linkedin"),
    ]


def namesakes(number: int) -> list[Item]:
    """Two people of one name and title at two companies: the weights take them for one who moved."""
    name = f"{a_name(number, 'M')} {a_name(number, 'Fr')}"
    return [
        *employed(f"n{number}", name, "Sales Manager", at=f"{a_name(number, 'Pl')} Group"),
        *employed(f"in/n{number}", name, "Sales Manager", at=f"{a_name(number, 'Dw')} Labs", source="linkedin"),
    ]


def answer(store: Store, pairs: int, *, as_weighed: bool = False) -> None:
    """Take in so many pairs of either kind and what people said of them.

    That is the truth of this company; `as_weighed`: of each kind, as many are one as the shipped weights say.
    """
    put(store, *(item for number in range(pairs) for item in (*wed(number), *namesakes(number))))
    with store.writing() as batch:
        batch.judge(_judgements(pairs, as_weighed=as_weighed))


def _judgements(pairs: int, *, as_weighed: bool) -> Iterator[NewJudgement]:
    for number in range(pairs):
        for kind, same, one_in in (("w", True, 6), ("n", False, 44)):
            said = bool((number + 1) % one_in) if as_weighed else same
            verdict = Verdict.SAME if said else Verdict.DIFFERENT
            left, right = RecordKey("crm_champions", f"{kind}{number}"), RecordKey("linkedin", f"in/{kind}{number}")
            yield NewJudgement(PERSON, left, right, verdict, REVIEWED, "decided in review", "livia", NOON)
