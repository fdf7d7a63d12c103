"""Bringing a snapshot forward: what each kind of change does to it, always the bytes of a full build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from orbit.graph.advance import advance
from orbit.graph.build import build_snapshot
from orbit.graph.snapshot import TIE_KINDS, Kind, Snapshot
from orbit.model import EntityId, EntityKind, Item, TieKind
from orbit.store.base import Store, Touched
from orbit.store.sqlite import open_sqlite
from tests.factories import company, investment, person, spell, tie
from tests.orbit.graph.seeing import same_arrays
from tests.storing import put, resolve

LATER = "2026-11-22"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store that knows Ana, Bo and Cy, and the companies Acme and Bolt, each from one record."""
    store = open_sqlite(tmp_path / "workspace.orbit", create=True)
    put(store, *map(person, ("ana", "bo", "cy")), *map(company, ("acme", "bolt")))
    for who in ("ana", "bo", "cy"):
        resolve(store, who, who)
    for where in ("acme", "bolt"):
        resolve(store, where, where, kind=EntityKind.COMPANY)
    put(store, spell("ana", "acme", "CFO", "2019"), spell("bo", "acme", "CEO", "2018"), tie("ana", "bo"))
    yield store
    store.close()


class Watched:
    """A snapshot of a store, and what becomes of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._revision = store.revision()
        self._before = build_snapshot(store)

    def after(self) -> Snapshot:
        """Bring the snapshot forward and compare it with a full build."""
        touched = self._store.touched(self._revision, most=1_000)
        assert touched is not None
        now = advance(self._before, touched, self._store)
        assert same_arrays(now, build_snapshot(self._store))
        return now


@pytest.fixture
def watched(store: Store) -> Watched:
    return Watched(store)


def names(snapshot: Snapshot) -> list[str]:
    return [snapshot.name_of_person(number) for number in range(snapshot.persons)]


def titles(snapshot: Snapshot) -> list[str | None]:
    return [snapshot.title_text(number) for number in range(len(snapshot.title_at) - 1)]


def jobs(snapshot: Snapshot) -> list[tuple[str, str, str | None]]:
    """Who was where under which title, row by row."""
    rows = zip(snapshot.fact_person, snapshot.fact_company, snapshot.fact_title, strict=True)
    return [
        (snapshot.name_of_person(person), snapshot.name_of_company(company), snapshot.title_text(title))
        for person, company, title in rows
    ]


def test_without_a_change_it_is_the_same_snapshot(store: Store) -> None:
    snapshot = build_snapshot(store)

    assert advance(snapshot, Touched({}, {}, []), store) is snapshot


def test_a_new_person_takes_their_place_among_the_others(store: Store, watched: Watched) -> None:
    put(store, person("abe"))
    resolve(store, "abe", "abe")

    now = watched.after()

    assert names(now) == ["Abe Example", "Ana Example", "Bo Example", "Cy Example"]
    assert jobs(now) == [("Ana Example", "Acme", "CFO"), ("Bo Example", "Acme", "CEO")]


def test_a_person_may_get_another_name(store: Store, watched: Watched) -> None:
    put(store, person("bo", "Bo Krantz", seen_on=LATER))

    assert names(watched.after()) == ["Ana Example", "Bo Krantz", "Cy Example"]


def test_a_company_may_change_all_that_is_shown_of_it(store: Store, watched: Watched) -> None:
    put(store, company("acme", "Acme GmbH", domains=["acme.example"], headcount=40, seen_on=LATER))

    now = watched.after()

    assert (now.name_of_company(0), now.domain_of(0), now.company_headcount[0]) == ("Acme GmbH", "acme.example", 40)


def test_a_fact_waits_until_its_record_is_resolved(store: Store, watched: Watched) -> None:
    put(store, person("di"), spell("di", "acme", "COO"))
    waiting = len(watched.after().fact_id)

    resolve(store, "di", "di")

    assert (waiting, len(watched.after().fact_id)) == (2, 3)


def test_the_facts_of_a_merged_person_are_those_of_the_other(store: Store, watched: Watched) -> None:
    resolve(store, "ana", "bo")

    now = watched.after()

    assert jobs(now) == [("Ana Example", "Acme", "CEO"), ("Ana Example", "Acme", "CFO")]
    assert now.person(EntityId("bo")) is None


def test_a_tie_between_two_who_are_one_is_left_out_until_they_are_two_again(store: Store, watched: Watched) -> None:
    resolve(store, "ana", "bo")
    as_one = len(watched.after().tie_id)

    apart = Watched(store)
    resolve(store, "bo", "bo")

    assert (as_one, len(apart.after().tie_id)) == (0, 1)


def test_a_tie_turns_round_with_the_numbers_of_its_ends(store: Store, watched: Watched) -> None:
    resolve(store, "zoe", "ana")

    now = watched.after()

    assert (names(now)[now.tie_left[0]], names(now)[now.tie_right[0]]) == ("Bo Example", "Ana Example")


def test_ties_of_one_pair_stay_in_the_order_of_their_kinds(store: Store) -> None:
    put(store, tie("ana", "bo", TieKind.MEETING))
    watched = Watched(store)

    put(store, *(tie("ana", "bo", kind) for kind in TieKind))

    assert watched.after().tie_kind.tolist() == [TIE_KINDS.index(kind) for kind in TieKind]


def test_a_title_that_nobody_bears_any_more_is_dropped(store: Store, watched: Watched) -> None:
    put(store, spell("ana", "acme", "cfo", "2019", "2020"), observed_on=LATER)

    now = watched.after()

    assert titles(now) == ["CEO", "CFO"]
    assert bytes(now.title) == b"CEOcfo"


def test_a_new_title_moves_the_numbers_of_the_others(store: Store, watched: Watched) -> None:
    put(store, spell("cy", "bolt", "CEO"), spell("cy", "bolt", "Analyst"), spell("cy", "acme", None))

    now = watched.after()

    assert titles(now) == ["Analyst", "CEO", "CFO"]
    assert {title for who, _, title in jobs(now) if who == "Cy Example"} == {"CEO", "Analyst", None}


def test_a_partner_comes_and_goes_with_what_is_told_of_an_investment(store: Store, watched: Watched) -> None:
    told: list[Item] = [investment("bolt", "acme", "2020", partner=partner) for partner in ("cy", None)]
    put(store, told[0])
    with_partner = watched.after()
    without = Watched(store)

    put(store, told[1], observed_on=LATER)

    assert Kind.INVESTOR in with_partner.fact_kind
    assert Kind.INVESTOR not in without.after().fact_kind


def test_a_fact_that_was_seen_on_another_day_guarantees_other_days(store: Store) -> None:
    put(store, spell("cy", "bolt", "CEO", seen_on="2026-02-01"))
    watched = Watched(store)

    put(store, spell("cy", "bolt", "CEO", seen_on="2026-01-01"))

    now = watched.after()
    assert now.fact_sure_to[-1] - now.fact_sure_from[-1] == 31


def test_an_investment_may_be_told_of_another_partner(store: Store) -> None:
    put(store, investment("bolt", "acme", "2020", partner="ana"))
    watched = Watched(store)
    put(store, investment("bolt", "acme", "2020", partner="cy"), observed_on=LATER)

    now = watched.after()

    assert ("Cy Example", "Acme", "Investor") in jobs(now)
    assert ("Ana Example", "Acme", "Investor") not in jobs(now)
