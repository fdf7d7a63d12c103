"""One record against a few others is weighed as whole tables are, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.match import Matched
from orbit.resolve.linkage.pairwise import Asked, PairScorer
from orbit.resolve.linkage.people import PEOPLE, comparable, people_table
from orbit.resolve.linkage.scoring import Scorer

CELLS = [
    {"name": "Dr. Zoë O'Brien-Müller", "company": "The Acme GmbH & Co. KG", "title": "VP, Sales", "city": "Köln, DE"},
    {"name": "李 王", "company": "Self-employed", "title": "", "email": "info@acme.example", "url": "li-wang"},
    {"name": "", "company": "Acme", "email": "Zoe@Acme.example", "phone": "+49 221 123456-7"},
    {"name": "R", "company": "", "title": "—", "city": ", DE", "phone": "12"},
]


def test_a_pair_scores_as_in_a_table(matched: Matched) -> None:
    table, model = matched.scored.distinct.table, matched.scored.model
    left = np.repeat(np.arange(40), 40)
    right = np.tile(np.arange(40, 80), 40)
    vectors = level_vectors(table, PEOPLE.comparisons, left, right, model.kin)
    scorer = PairScorer.of(PEOPLE, model)

    said = [table.said(row) for row in range(80)]
    asked = [Asked(scorer, said[row]) for row in range(40)]
    pairs = [asked[one].against(said[other]) for one, other in zip(left.tolist(), right.tolist(), strict=True)]

    batch = Scorer.of(PEOPLE, model, table)
    assert [list(pair.levels) for pair in pairs] == vectors.T.tolist()
    assert [list(pair.parts) for pair in pairs] == batch.parts(table, vectors, left).T.tolist()
    assert [pair.score for pair in pairs] == batch.sums(table, vectors, left).with_prior(model.start).tolist()


def test_what_says_nothing_is_not_compared(matched: Matched) -> None:
    model = replace(matched.scored.model, generic={"email": frozenset({"info@acme.example"})})

    spoken = PairScorer.of(PEOPLE, model).spoken({"email": "info@acme.example", "last": "abel"})

    assert spoken == {"last": "abel"}


@pytest.mark.parametrize("cells", CELLS)
def test_one_record_is_made_comparable_as_many_are(cells: dict[str, str]) -> None:
    names = sorted({name for each in CELLS for name in each})

    table = people_table(["0", "1"], {name: [cells.get(name, ""), "x"] for name in names})

    assert comparable(cells) == table.said(0)
