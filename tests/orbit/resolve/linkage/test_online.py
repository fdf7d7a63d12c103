from __future__ import annotations

import numpy as np
import pytest

from orbit.resolve.linkage.columns import SILENT, Table
from orbit.resolve.linkage.match import Matched, match, score
from orbit.resolve.linkage.online import Index
from orbit.resolve.linkage.people import PEOPLE


def said(table: Table, row: int) -> dict[str, str]:
    """What one row says, by field."""
    return {
        name: column.values[column.codes[row]] for name, column in table.columns.items() if column.codes[row] != SILENT
    }


@pytest.fixture(scope="module")
def split(matched: Matched) -> tuple[Table, Table]:
    """The crowd without every tenth record, and these."""
    tenth = np.arange(matched.table.rows) % 10 == 3
    return matched.table.taken(np.flatnonzero(~tenth)), matched.table.taken(np.flatnonzero(tenth))


def test_one_record_online_scores_as_it_does_in_a_batch(matched: Matched, split: tuple[Table, Table]) -> None:
    rest, some = split
    model, index = matched.scored.model, Index.of(PEOPLE, matched.scored.model, rest)
    batch = score(PEOPLE, matched.table, model)
    node, key = batch.distinct.of_row, {name: row for row, name in enumerate(matched.table.keys)}
    bits = {
        (int(left), int(right)): one
        for left, right, one in zip(batch.pairs.left, batch.pairs.right, batch.bits.tolist(), strict=True)
    }

    answers = [(some.keys[row], one) for row in range(some.rows) for one in index.find(said(some, row), limit=5)]
    ends = [sorted((int(node[key[asked]]), int(node[key[answer.key]]))) for asked, answer in answers]
    both = [
        (answer.bits, bits[left, right])
        for (_, answer), (left, right) in zip(answers, ends, strict=True)
        if (left, right) in bits
    ]

    assert len(both) > 50
    assert [online for online, _ in both] == [known for _, known in both]


def test_a_record_finds_its_twin_first(matched: Matched, person: list[int], split: tuple[Table, Table]) -> None:
    rest, some = split
    whose = dict(zip(matched.table.keys, person, strict=True))
    index = Index.of(PEOPLE, matched.scored.model, rest)

    best = [(some.keys[row], found[0]) for row in range(some.rows) if (found := index.find(said(some, row)))]
    sure = [whose[asked] == whose[answer.key] for asked, answer in best if answer.probability >= 0.9]

    assert len(sure) > 40
    assert sum(sure) / len(sure) > 0.98


def test_the_lead_tells_how_far_the_next_is_behind(matched: Matched, split: tuple[Table, Table]) -> None:
    rest, some = split
    index = Index.of(PEOPLE, matched.scored.model, rest)

    found = next(told for row in range(some.rows) if len(told := index.find(said(some, row))) >= 2)

    assert found[0].bits >= found[1].bits
    assert found[0].lead == found[0].bits - found[1].bits


def test_whoever_shares_no_key_is_not_found(matched: Matched) -> None:
    index = Index.of(PEOPLE, matched.scored.model, matched.table)

    assert index.find({"first": "zebulon", "last": "nobodyworth"}) == []
    assert index.find({}) == []


def test_a_record_online_meets_whom_it_meets_in_a_batch(matched: Matched) -> None:
    rest = matched.table.taken(np.arange(1, matched.table.rows))
    index = Index.of(PEOPLE, matched.scored.model, rest)
    batch = match(PEOPLE, matched.table, matched.scored.model).scored
    mine = batch.distinct.of_row[0]
    met = {int(one) for one in batch.pairs.right[batch.pairs.left == mine]} | {int(mine)}

    rows = index.candidates(said(matched.table, 0))

    assert {int(batch.distinct.of_row[row + 1]) for row in rows} == met - (
        {int(mine)} if batch.distinct.copies[mine] == 1 else set()
    )
