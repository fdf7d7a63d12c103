from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.web.placing import place

KINDS = ("connector", "company", "bridge", "target")


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    """Draw graphs of up to a dozen nodes of any kinds, with any lines between them."""
    kinds = ["requester", "account", *draw(st.lists(st.sampled_from(KINDS), max_size=10))]
    nodes = [{"id": f"n{at}", "kind": kind, "name": f"Name {at}"} for at, kind in enumerate(kinds)]
    pairs = list(combinations([node["id"] for node in nodes], 2))
    strength = st.one_of(st.none(), st.floats(0, 1))
    edges = [
        {"id": f"{one}-{other}", "from": one, "to": other, "strength": draw(strength)}
        for one, other in draw(st.lists(st.sampled_from(pairs), unique=True))
    ]
    return {"nodes": nodes, "edges": edges}


@given(graph=graphs())
def test_no_two_nodes_stand_in_one_place_and_all_within_the_drawing(graph: dict[str, Any]) -> None:
    drawn = place(graph)

    places = {(spot.x, spot.y) for spot in drawn.spots}
    assert len(places) == len(graph["nodes"])
    assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in places)


@given(graph=graphs())
def test_the_way_leads_from_us_on_the_left_to_the_account_on_the_right(graph: dict[str, Any]) -> None:
    at = {spot.id: spot.x for spot in place(graph).spots}

    assert at["n0"] == min(at.values())
    assert at["n1"] == max(at.values())


@given(graph=graphs())
def test_a_graph_is_always_placed_the_same_way(graph: dict[str, Any]) -> None:
    assert place(graph) == place(graph)


def test_a_line_says_how_strong_it_is_in_a_word_and_a_number() -> None:
    nodes = [{"id": one, "kind": "connector", "name": one} for one in "abc"]
    edges = [{"id": "1", "from": "a", "to": "b", "strength": 0.8}, {"id": "2", "from": "b", "to": "c", "strength": 0.2}]

    strong, weak = place({"nodes": nodes, "edges": edges}).wires

    assert (strong.words, strong.unsure) == ("Strong 0.80", False)
    assert (weak.words, weak.unsure) == ("Fair 0.20", True)
    assert strong.width > weak.width
