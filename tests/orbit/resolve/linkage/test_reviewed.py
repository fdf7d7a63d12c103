from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from orbit.resolve.linkage.bands import WIDE
from orbit.resolve.linkage.columns import Table
from orbit.resolve.linkage.match import Matched, match
from orbit.resolve.linkage.people import PEOPLE, people_table
from orbit.resolve.linkage.reviewed import Reviewed, released

Pair = tuple[str, str]


@pytest.fixture(scope="module")
def table() -> Table:
    """Three records of one person, two of them the same to the letter, and one of somebody else."""
    return people_table(
        ["a", "b", "c", "d"],
        {
            "first": ["Ada", "Ada", "Ada", "Bruno"],
            "last": ["Quillberg", "Quillberg", "Quilberg", "Undowicz"],
            "company": ["Alder Works"] * 4,
            "email": ["ada@alder.example", "ada@alder.example", "ada@alder.example", ""],
            "url": ["", "", "ada-q", "bruno-u"],
        },
    )


def clusters(matched: Matched, table: Table, *, same: Sequence[Pair] = (), different: Sequence[Pair] = ()) -> str:
    """The cluster of each of the four records, as a word of letters."""
    reviewed = Reviewed.of(table.keys, same, different)
    found = match(PEOPLE, table, matched.scored.model, WIDE.linking, reviewed).cluster
    return "".join(table.keys[row] for row in found.tolist())


def test_without_reviews_the_scores_decide(matched: Matched, table: Table) -> None:
    assert clusters(matched, table) == "aaad"


def test_two_called_different_stay_apart_though_they_say_the_same(matched: Matched, table: Table) -> None:
    found = clusters(matched, table, different=[("a", "b")])

    assert found[0] != found[1]


def test_two_called_the_same_come_together_though_nothing_says_so(matched: Matched, table: Table) -> None:
    found = clusters(matched, table, same=[("d", "a")])

    assert found[3] == found[0] == "a"


def test_what_people_put_together_is_not_held_apart_by_two_identities(matched: Matched, table: Table) -> None:
    found = clusters(matched, table, same=[("c", "d")])

    assert found[2] == found[3]


def test_where_answers_contradict_each_other_none_is_followed_blindly(matched: Matched, table: Table) -> None:
    same, different = [("a", "d"), ("d", "c")], [("a", "c")]
    reviewed = Reviewed.of(table.keys, same, different)

    found = clusters(matched, table, same=same, different=different)

    assert reviewed.contradictions(table.rows).tolist() == [0]
    assert found[3] == "d"
    assert found[0] != found[2]


def test_reviews_of_records_that_are_not_there_are_passed_over(matched: Matched, table: Table) -> None:
    assert clusters(matched, table, same=[("a", "zz")], different=[("b", "yy")]) == "aaad"


def test_without_a_review_again_everything_is_as_it_was(matched: Matched, table: Table) -> None:
    before = clusters(matched, table)

    apart = clusters(matched, table, different=[("a", "c")])

    assert apart != before
    assert clusters(matched, table) == before


def test_an_identity_that_a_group_tells_twice_holds_nobody_apart() -> None:
    tag, group = np.array([4, -1, 4, 7, 9], dtype=np.int32), np.array([0, 0, 0, 3, 3])

    assert released(tag, group).tolist() == [4, 4, 4, -1, -1]
