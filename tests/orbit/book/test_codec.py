"""What the book writes down is what it reads back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.book.codec import decoder, encode, fields_within
from orbit.book.dated import Seen, Tenure
from orbit.book.views import RoleView, SignalView, TriggerView
from orbit.dates import PartialDate
from orbit.model import AccountState, ChampionState, EntityId, Ref


def whole(cls: type[Any], **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw every field, those with a default too."""
    hints = get_type_hints(cls)
    return st.builds(cls, **{one.name: known.get(one.name, st.from_type(hints[one.name])) for one in fields(cls)})


REF = whole(Ref)
ACCOUNTS = st.lists(whole(Seen, state=whole(AccountState, ref=REF)), max_size=3)
CHAMPIONS = st.lists(whole(Seen, state=whole(ChampionState, ref=REF)), max_size=3)
VALUES: list[tuple[Any, st.SearchStrategy[Any]]] = [
    (EntityId, st.text()),
    (Sequence[EntityId], st.lists(st.text())),
    (Sequence[Seen[AccountState]], ACCOUNTS),
    (Mapping[EntityId, Sequence[Seen[ChampionState]]], st.dictionaries(st.text(), CHAMPIONS, max_size=3)),
    (Sequence[Tenure], st.lists(whole(Tenure, role=whole(RoleView)))),
    (Sequence[TriggerView], st.lists(whole(TriggerView))),
    (Sequence[SignalView], st.lists(whole(SignalView, ref=REF))),
    (tuple[PartialDate, ...], st.lists(st.builds(PartialDate, st.integers(1900, 2200))).map(tuple)),
]


@pytest.mark.parametrize(("kind", "values"), VALUES, ids=[str(kind) for kind, _ in VALUES])
@given(data=st.data())
def test_what_is_written_is_read_back_with_its_types(
    kind: Any, values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)

    # Equality would take 1 for True and a text for the member of an enumeration.
    assert repr(decoder(kind)(encode(value))) == repr(value)


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str


@dataclass(frozen=True, slots=True)
class Branch:
    leaves: tuple[Leaf, ...]
    length: float | None


def test_the_fields_within_a_type_are_in_the_order_of_writing() -> None:
    assert fields_within(Mapping[str, Sequence[Branch]]) == {"Branch": ["leaves", "length"], "Leaf": ["name"]}
