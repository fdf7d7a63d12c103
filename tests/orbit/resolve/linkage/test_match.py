from __future__ import annotations

import numpy as np
import pytest

from orbit.errors import UsageError
from orbit.resolve.linkage.bands import WIDE, alarming
from orbit.resolve.linkage.columns import Table
from orbit.resolve.linkage.match import Matched, faint_copies, match
from orbit.resolve.linkage.people import PEOPLE, people_table
from tests.orbit.resolve.linkage.crowd import made_crowd


def groups(found: Matched) -> set[frozenset[str]]:
    """The clusters as sets of keys."""
    told: dict[int, set[str]] = {}
    for key, cluster in zip(found.table.keys, found.cluster.tolist(), strict=True):
        told.setdefault(cluster, set()).add(key)
    return {frozenset(keys) for keys in told.values()}


def test_most_of_what_belongs_together_is_put_together_and_hardly_anything_else(
    matched: Matched, person: list[int]
) -> None:
    one, other = np.triu_indices(len(person), k=1)
    truth, found = np.array(person), matched.cluster

    same, joined = truth[one] == truth[other], found[one] == found[other]

    assert (same & joined).sum() / joined.sum() > 0.99
    assert (same & joined).sum() / same.sum() > 0.9


def test_shuffled_records_make_the_same_clusters_and_the_same_model(matched: Matched) -> None:
    keys, cells, _ = made_crowd()
    order = np.random.default_rng(3).permutation(len(keys)).tolist()

    again = match(PEOPLE, people_table([keys[at] for at in order], _in_order(cells, order)))

    assert groups(again) == groups(matched)
    assert again.scored.model.version == matched.scored.model.version


def test_a_cluster_is_named_by_its_smallest_row(matched: Matched) -> None:
    assert (matched.cluster <= np.arange(matched.table.rows)).all()
    assert (matched.cluster[matched.cluster] == matched.cluster).all()


def test_a_row_a_hundred_thousand_times_meets_nobody_twice(matched: Matched) -> None:
    many = 100_000
    cells = {"first": ["Ada"] * many, "last": ["Quillberg"] * many, "email": ["ada@quill.example"] * many}

    found = match(PEOPLE, people_table([f"{at:06d}" for at in range(many)], cells), matched.scored.model)

    assert len(found.scored.pairs) == 0
    assert found.scored.distinct.table.rows == 1
    assert len(set(found.cluster.tolist())) == 1


def test_ten_thousand_bearers_of_one_name_and_nothing_else_stay_apart(matched: Matched) -> None:
    many = 10_000
    cells = {"first": ["Robert"] * many, "last": ["Alderberg"] * many}

    found = match(PEOPLE, people_table([f"{at:06d}" for at in range(many)], cells), matched.scored.model, WIDE.linking)

    assert len(set(found.cluster.tolist())) == many
    assert faint_copies(found.scored, WIDE.linking).all()


def test_ten_thousand_namesakes_at_firms_of_their_own_are_not_compared_pair_by_pair(matched: Matched) -> None:
    many = 10_000
    cells = {
        "first": ["Robert"] * many,
        "last": ["Alderberg"] * many,
        "company": [f"Firm {at} Works" for at in range(many)],
    }

    found = match(PEOPLE, people_table([f"{at:06d}" for at in range(many)], cells), matched.scored.model)

    assert len(found.scored.pairs) < 20 * many
    assert {one.largest for one in found.dropped if one.key == "name"} == {many}
    assert len(set(found.cluster.tolist())) == many


def test_one_value_in_every_record_says_nothing() -> None:
    keys, cells, _ = made_crowd(60)
    same = {name: ["Everywhere"] * len(keys) if name == "city" else told for name, told in cells.items()}

    found = match(PEOPLE, people_table(keys, same))

    assert abs(found.scored.model.bits("city")[1]) < 0.1


def test_two_profile_addresses_never_meet_in_one_cluster(matched: Matched) -> None:
    url = matched.table.columns["url"]
    told: dict[int, set[int]] = {}
    for cluster, code in zip(matched.cluster.tolist(), url.codes.tolist(), strict=True):
        told.setdefault(cluster, set()).update({code} - {-1})

    assert max(map(len, told.values())) == 1


def test_nothing_at_all_is_matched_to_nothing() -> None:
    found = match(PEOPLE, people_table([], {"name": []}))

    assert found.cluster.tolist() == []


@pytest.mark.parametrize(
    "name", ["", "X", "Ж", "名前", "\u05d3\u05df \u05d0\u05dc\u05d5\u05df", "e\u0301" * 40, "A" * 200, "🚀", "  "]
)
def test_odd_names_are_matched_without_complaint(matched: Matched, name: str) -> None:
    table = people_table(["a", "b"], {"name": [name, name], "email": ["", "odd@quill.example"]})

    found = match(PEOPLE, table, matched.scored.model)

    assert len(found.cluster) == 2


def test_two_records_with_one_key_are_refused() -> None:
    with pytest.raises(UsageError, match="same key"):
        Table.of(["a", "a"], {"first": ["x", "y"]})


def test_clusters_larger_than_a_person_can_be_are_pointed_out() -> None:
    assert alarming(np.repeat([0, 40, 70], [30, 25, 26])).tolist() == [0, 70]


def _in_order(cells: dict[str, list[str]], order: list[int]) -> dict[str, list[str]]:
    return {name: [told[at] for at in order] for name, told in cells.items()}
