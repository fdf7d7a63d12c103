"""Where the parts of a drawn path stand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from api.web.drawing import Drawing, tall, wide

PEOPLE = [
    {"role": role, "name": name, "title": "Head of everything that is not somebody else's", "company": "Acme"}
    for role, name in (("requester", "Ana Ruiz"), ("connector", "Bo Krantz"), ("bridge", "Cy Ode"), ("target", "Di Wu"))
]
PATH: dict[str, Any] = {"people": PEOPLE, "hops": [{"strength": 0.8}, {"strength": 0.55}, {"strength": 0.3}]}


@pytest.mark.parametrize("drawing", [wide(PATH), tall(PATH)])
def test_everything_stands_within_the_drawing(drawing: Drawing) -> None:
    assert all(0 < node.x < drawing.width and 0 < node.y < drawing.height for node in drawing.nodes)
    assert all(0 < line.x < drawing.width and 0 < line.y < drawing.height for line in drawing.lines)


def test_people_stand_in_order_and_lines_between_them() -> None:
    drawing = wide(PATH)

    assert [node.role for node in drawing.nodes] == ["requester", "connector", "bridge", "target"]
    for line, (one, other) in zip(drawing.lines, pairwise(drawing.nodes), strict=True):
        assert one.x < line.x1 < line.x2 < other.x


def test_a_stronger_tie_is_thicker_and_a_weak_one_broken() -> None:
    strong, good, weak = wide(PATH).lines

    assert strong.width > good.width > weak.width
    assert (strong.unsure, good.unsure, weak.unsure) == (False, False, True)


def test_a_drawing_says_itself_in_words() -> None:
    assert wide(PATH).told == (
        "Ana Ruiz to Bo Krantz to Cy Ode to Di Wu: Strong tie 0.80, then Good tie 0.55, then Fair tie 0.30"
    )


def test_a_title_too_long_for_its_place_is_cut() -> None:
    assert wide(PATH).nodes[0].title == "Head of everything that…"
