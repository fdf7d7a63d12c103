"""Where answers are kept: found by place and edition alone, within their room."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.keys import WorkspaceId
from api.http.shelf import Edition, Kept, Place, Shelf

OURS, THEIRS = WorkspaceId("ours"), WorkspaceId("theirs")
EDITION = Edition(OURS, 42, "policy", "2026-11-21", "1.0")
PLACE = Place(OURS, "key-1", b"/v1/week?")
ANSWER = Kept(b"answer", '"tag"', None)
OTHER_EDITIONS = [
    EDITION._replace(revision=43),
    EDITION._replace(policy="another"),
    EDITION._replace(today="2026-11-22"),
    EDITION._replace(version="1.1"),
]


def holding(place: Place = PLACE, edition: Edition = EDITION, *, room: int = 1 << 20) -> Shelf:
    shelf = Shelf(room)
    shelf.keep(place, edition, ANSWER)
    return shelf


def test_what_was_kept_is_found() -> None:
    assert holding().find(PLACE, EDITION) == ANSWER


@pytest.mark.parametrize(
    "place",
    [
        PLACE._replace(reader="key-2"),
        PLACE._replace(reader=""),
        PLACE._replace(address=b"/v1/week?rep=rita@example.com"),
        PLACE._replace(workspace=THEIRS),
    ],
)
def test_nobody_finds_what_was_kept_for_another_reader_or_address(place: Place) -> None:
    assert holding().find(place, EDITION._replace(workspace=place.workspace)) is None


@pytest.mark.parametrize("edition", OTHER_EDITIONS)
def test_nothing_of_another_edition_is_found(edition: Edition) -> None:
    assert holding().find(PLACE, edition) is None


@pytest.mark.parametrize("edition", OTHER_EDITIONS)
def test_a_new_edition_clears_the_old_one_away(edition: Edition) -> None:
    shelf = holding()

    shelf.find(PLACE, edition)

    assert shelf.taken == 0
    assert shelf.find(PLACE, EDITION) is None


def test_a_new_edition_of_one_workspace_leaves_the_others_alone() -> None:
    shelf, theirs = holding(), EDITION._replace(workspace=THEIRS, revision=7)

    shelf.keep(PLACE._replace(workspace=THEIRS), theirs, replace(ANSWER, body=b"theirs"))

    assert shelf.find(PLACE, EDITION) == ANSWER


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    shelf = Shelf(room=1 << 16)
    places = [PLACE._replace(address=b"/v1/accounts?limit=%d" % number) for number in range(40)]
    for place in places:
        shelf.keep(place, EDITION, replace(ANSWER, body=bytes(2_000)))
        shelf.find(places[0], EDITION)

    held = [place for place in places if shelf.find(place, EDITION) is not None]

    assert held == [places[0], *places[-len(held) + 1 :]]
    assert len(held) < len(places)


def test_an_answer_too_large_for_its_share_is_not_kept() -> None:
    shelf = Shelf(room=1 << 16)

    shelf.keep(PLACE, EDITION, replace(ANSWER, body=bytes(5_000)))

    assert shelf.find(PLACE, EDITION) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4_000), st.integers(0, 2)), max_size=60))
def test_whatever_is_kept_stays_within_the_room(told: list[tuple[int, int, int]]) -> None:
    shelf = Shelf(room=1 << 16)

    for number, size, revision in told:
        place = PLACE._replace(address=b"%d" % number)
        shelf.keep(place, EDITION._replace(revision=revision), replace(ANSWER, body=bytes(size)))

    assert 0 <= shelf.taken <= 1 << 16
