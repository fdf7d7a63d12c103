from __future__ import annotations

from datetime import date
from functools import reduce
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from orbit.model import Ref
from orbit.store.base import Change
from orbit.store.sighting import Sighting, day_of, day_text, settle, version_of

REF = Ref("crm", "a.csv", 2)

DAYS = st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-02#000002", "2026-01-02#000003", "2026-01-03"])
SIGHTINGS = st.builds(
    Sighting,
    day=DAYS,
    digest=st.sampled_from([b"a", b"b"]),
    ref=st.builds(Ref, st.just("crm"), st.sampled_from(["a.csv", "b.csv"]), st.none() | st.integers(1, 2)),
    first=st.none() | DAYS,
    last=st.none() | DAYS,
)


def told(day: str = "2026-01-01", digest: bytes = b"a", ref: Ref = REF) -> Sighting:
    return Sighting(day, digest, ref, day, day)


def outcome(tellings: tuple[Sighting, ...]) -> Sighting | None:
    start: Sighting | None = None
    return reduce(lambda standing, telling: settle(standing, telling).sighting, tellings, start)


@given(st.lists(SIGHTINGS, min_size=1, max_size=5))
def test_any_order_of_tellings_ends_the_same(tellings: list[Sighting]) -> None:
    outcomes = {outcome(order) for order in permutations(tellings)}

    assert len(outcomes) == 1


def test_six_exports_end_the_same_in_all_720_orders() -> None:
    contents = [(1, b"cfo"), (2, b"ceo"), (3, b"cfo"), (3, b"coo"), (4, b"ceo"), (4, b"cmo")]
    exports = [told(f"2026-0{month}-01", content) for month, content in contents]

    outcomes = [outcome(order) for order in permutations(exports)]

    assert len(outcomes) == 720
    assert set(outcomes) == {Sighting("2026-04-01", b"cmo", REF, "2026-01-01", "2026-04-01")}


@given(SIGHTINGS, SIGHTINGS)
def test_telling_the_same_again_moves_nothing(standing: Sighting, telling: Sighting) -> None:
    once = settle(standing, telling).sighting

    again = settle(once, telling)

    assert again.sighting is once
    assert (again.change, again.took) == (Change.UNCHANGED, False)


def test_the_first_telling_creates() -> None:
    assert settle(None, told()).change is Change.CREATED


def test_other_content_on_a_later_day_updates() -> None:
    assert settle(told("2026-01-01", b"b"), told("2026-01-02", b"a")).change is Change.UPDATED


def test_other_content_on_an_earlier_day_changes_nothing_but_the_first_day() -> None:
    settled = settle(told("2026-01-02", b"a"), told("2026-01-01", b"b"))

    assert settled.change is Change.UNCHANGED
    assert settled.sighting == told("2026-01-02", b"a")._replace(first="2026-01-01")


def test_on_one_day_the_greater_digest_stands() -> None:
    assert settle(told(digest=b"a"), told(digest=b"b")).change is Change.UPDATED
    assert settle(told(digest=b"b"), told(digest=b"a")).change is Change.UNCHANGED


def test_on_one_day_the_later_version_of_a_file_stands_whatever_its_digest() -> None:
    corrected = told("2026-01-01#000002", b"a")

    assert settle(told(digest=b"b"), corrected).sighting == corrected
    assert settle(corrected, told(digest=b"b")).sighting is corrected


def test_the_days_vouched_for_keep_the_latest_version_of_each() -> None:
    days = ["2026-01-01", "2026-01-01#000002", "2026-01-05#000004", "2026-01-05#000003"]

    for order in permutations(days):
        last = outcome(tuple(told(day) for day in order))
        assert last is not None
        assert (last.first, last.last) == ("2026-01-01#000002", "2026-01-05#000004")


@given(st.lists(st.tuples(st.dates(), st.integers(1, 999_999)), min_size=2))
def test_the_texts_of_days_and_versions_are_in_their_order(days: list[tuple[date, int]]) -> None:
    texts = sorted(day_text(*day) for day in days)

    assert [(day_of(text), version_of(text)) for text in texts] == sorted(days)


def test_the_same_content_on_a_later_day_is_cited_from_there() -> None:
    newer = Ref("crm", "newer.csv", 9)

    settled = settle(told("2026-01-01"), told("2026-01-02", ref=newer))

    assert (settled.change, settled.sighting.ref) == (Change.UNCHANGED, newer)
