"""The facts of one revision as arrays: the same bytes for the same facts, and only for their own revision."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.graph.snapshot import UNKNOWN_DAY, Snapshot, open_snapshot, save_snapshot
from orbit.model import EntityId, Item, Revision, SpellKind, TieKind
from tests.factories import DAY, company, investment, person, ref, spell, tie
from tests.listed import snapshot_of
from tests.orbit.graph.seeing import same_arrays

REVISION = Revision(7)
WORLD: list[Item] = [
    person("ana", "Ana Ruiz"),
    person("bo"),
    person("cy"),
    company("acme", "Acme GmbH", domains=["acme.example"], headcount=40),
    company("bolt"),
    company("solo", "Self-employed"),
    spell("ana", "acme", "VP Sales", "2019-03", "2021-06"),
    spell("ana", "acme", "VP Sales", "2019", at=ref(9)),
    spell("bo", "acme", "VP Sales", seen_on=DAY),
    spell("bo", "bolt", None, kind=SpellKind.SCHOOL),
    investment("bolt", "acme", "2020-01", partner="cy"),
    tie("ana", "bo", on="2020-05-05"),
    tie("cy", "bo", TieKind.MAIL, sent=3, received=2),
    tie("cy", "ana", TieKind.CONFIRMED, closeness=0.4),
]


@pytest.fixture
def snapshot() -> Snapshot:
    return snapshot_of(WORLD)


def test_people_and_companies_answer_to_their_ids(snapshot: Snapshot) -> None:
    ana, acme = snapshot.person(EntityId("ana")), snapshot.company(EntityId("acme"))

    assert ana is not None
    assert acme is not None
    assert (snapshot.person_entity(ana), snapshot.name_of_person(ana)) == ("ana", "Ana Ruiz")
    assert (snapshot.name_of_company(acme), snapshot.domain_of(acme)) == ("Acme GmbH", "acme.example")
    assert snapshot.company_headcount[acme] == 40


@pytest.mark.parametrize("stranger", ["", "a", "anaa", "zed", "a-very-long-id-of-nobody", "ana\x00"])
def test_nobody_answers_to_a_foreign_id(snapshot: Snapshot, stranger: str) -> None:
    assert snapshot.person(EntityId(stranger)) is None


def test_a_company_without_domain_or_size_says_so(snapshot: Snapshot) -> None:
    bolt = snapshot.company(EntityId("bolt"))

    assert bolt is not None
    assert snapshot.domain_of(bolt) is None
    assert snapshot.company_headcount[bolt] == 0


def test_a_title_is_kept_once(snapshot: Snapshot) -> None:
    titles = [snapshot.title_text(index) for index in range(len(snapshot.title_at) - 1)]

    assert sorted(titles, key=str) == ["Investor", "VP Sales"]
    assert snapshot.title_text(-1) is None


def test_what_is_no_company_is_marked(snapshot: Snapshot) -> None:
    mute = [snapshot.name_of_company(int(number)) for number in np.flatnonzero(snapshot.company_mute)]

    assert mute == ["Self-employed"]


def test_a_tie_between_two_records_of_one_person_is_left_out() -> None:
    itself = snapshot_of([person("ana"), tie("ana", "ana")])

    assert len(itself.tie_left) == 0


def test_undated_ties_are_marked_as_such(snapshot: Snapshot) -> None:
    assert np.asarray(snapshot.tie_on).tolist().count(UNKNOWN_DAY) == 2


def test_an_empty_store_makes_an_empty_snapshot() -> None:
    empty = snapshot_of([])

    assert (empty.persons, empty.companies, len(empty.fact_person), len(empty.tie_left)) == (0, 0, 0, 0)


@given(st.randoms(use_true_random=False))
def test_the_same_facts_in_any_order_make_the_same_bytes(dice: random.Random) -> None:
    shuffled = list(WORLD)
    dice.shuffle(shuffled)

    assert same_arrays(snapshot_of(shuffled), snapshot_of(WORLD))


def test_a_saved_snapshot_opens_as_it_was(snapshot: Snapshot, tmp_path: Path) -> None:
    save_snapshot(snapshot, tmp_path / "kept", REVISION)

    opened = open_snapshot(tmp_path / "kept", REVISION)

    assert opened is not None
    assert same_arrays(opened, snapshot)


def test_saving_twice_gives_the_same_files(snapshot: Snapshot, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_snapshot(snapshot, tmp_path / name, REVISION)

    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


def test_a_snapshot_of_another_revision_is_not_opened(snapshot: Snapshot, tmp_path: Path) -> None:
    save_snapshot(snapshot, tmp_path / "kept", REVISION)

    assert open_snapshot(tmp_path / "kept", Revision(8)) is None


def test_a_missing_or_torn_snapshot_is_not_opened(snapshot: Snapshot, tmp_path: Path) -> None:
    save_snapshot(snapshot, tmp_path / "torn", REVISION)
    (tmp_path / "torn" / "fact_from.npy").unlink()

    assert open_snapshot(tmp_path / "torn", REVISION) is None
    assert open_snapshot(tmp_path / "missing", REVISION) is None


def test_a_new_revision_takes_the_place_of_the_old_one(snapshot: Snapshot, tmp_path: Path) -> None:
    save_snapshot(snapshot, tmp_path / "kept", REVISION)
    save_snapshot(replace(snapshot, tie_on=snapshot.tie_on + 1), tmp_path / "kept", Revision(8))

    opened = open_snapshot(tmp_path / "kept", Revision(8))

    assert opened is not None
    assert np.array_equal(opened.tie_on, snapshot.tie_on + 1)
