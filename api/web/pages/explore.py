"""The graph around an account, drawn and as a table: who stands between us and its people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.presenter.paths.neighbourhood import Around
from api.web.desk import PageDep, PageDesk
from api.web.placing import WORDS, Map, Spot, Wire, place, told
from api.web.showing import render

router = APIRouter()
_SUGGESTED, _MOST_OPEN = 12, 12
Key = Annotated[str, Path(min_length=1, max_length=512)]


class Wanted(BaseModel):
    """What is wanted of the graph beside the account: more ways over which nodes, and in whose name we ask."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    open: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=_MOST_OPEN)] = []
    requester: Annotated[str, Field(max_length=320)] = ""


@router.get("/explore")
def choose(desk: PageDep, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Let the reader choose an account to start from."""
    if q.strip():
        account = desk.make(lambda: desk.presenter.account(q.strip(), as_of=desk.today))
        return desk.go(f"/explore/{quote(account['id'])}")
    found = desk.make(lambda: desk.presenter.accounts(as_of=desk.today, limit=_SUGGESTED, cursor=None))
    return desk.show("explore_choose.html", items=found["items"])


@router.get("/explore/{key}.svg")
def drawing(desk: PageDep, key: Key, wanted: Annotated[Wanted, Query()]) -> Response:
    """Give the graph as a drawing to keep."""
    graph = _graph(desk, key, wanted)
    html = render("explore_svg.html", map=place(graph), account=graph["account"], alone=True)
    name = quote(f"orbit-{graph['account']['domain'] or graph['account']['id']}.svg", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(html, media_type="image/svg+xml", headers=headers)


@router.get("/explore/{key:path}")
def explore(desk: PageDep, key: Key, wanted: Annotated[Wanted, Query()]) -> Response:
    """Show the graph around one account."""
    graph = _graph(desk, key, wanted)
    shown = place(graph)
    return desk.show(
        "explore_around.html" if desk.part else "explore.html",
        graph=graph,
        account=graph["account"],
        map=shown,
        drawn=as_attribute(drawn_form(graph, shown)),
        rows=_rows(graph),
        reps=desk.presenter.reps(as_of=desk.today)["items"],
        requester=wanted.requester,
        with_open=lambda node: _address(graph, wanted, [*(one for one in wanted.open if one != node), node]),
        without=lambda node: _address(graph, wanted, [one for one in wanted.open if one != node]),
        as_svg=_address(graph, wanted, wanted.open, ".svg"),
        alone=False,
    )


def drawn_form(graph: Mapping[str, Any], shown: Map) -> dict[str, Any]:
    """What the page's canvas draws: labels and places."""
    more = {node["id"]: node["more"] for node in graph["nodes"]}
    return {
        "nodes": [_spot_form(spot, more[spot.id]) for spot in shown.spots],
        "edges": [_wire_form(wire) for wire in shown.wires],
    }


def _spot_form(spot: Spot, more: int) -> dict[str, Any]:
    label = f"{spot.label}\n{spot.word}"
    return {"id": spot.id, "kind": spot.kind, "x": spot.x, "y": spot.y, "label": label, "more": more}


def _wire_form(wire: Wire) -> dict[str, Any]:
    ends = {"source": wire.one.id, "target": wire.two.id}
    return {"id": wire.id, **ends, "width": wire.width, "unsure": wire.unsure, "label": wire.words}


def as_attribute(form: Mapping[str, Any]) -> str:
    """Write a form as JSON that may stand in an attribute; an equals sign could look like one that runs something."""
    return json.dumps(form, ensure_ascii=False, separators=(",", ":")).replace("=", "\\u003d")


def _graph(desk: PageDesk, key: str, wanted: Wanted) -> dict[str, Any]:
    around = Around(opened=tuple(dict.fromkeys(wanted.open)))
    ask = desk.presenter.neighbourhood
    return desk.make(lambda: ask(key, around, requester=wanted.requester or None, as_of=desk.today))


def _rows(graph: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The nodes as rows of the table, in the order in which they are drawn, each with what it leads to."""
    names = {node["id"]: node["name"] for node in graph["nodes"]}
    order = list(WORDS)
    nodes = sorted(graph["nodes"], key=lambda node: order.index(node["kind"]))
    return [{**node, "word": WORDS[node["kind"]], "leads": _leads(node, graph["edges"], names)} for node in nodes]


def _leads(node: Mapping[str, Any], edges: list[dict[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"to": names[edge["to"]], "to_id": edge["to"], "told": told(edge), "ties": edge["ties"], "names": names}
        for edge in edges
        if edge["from"] == node["id"]
    ]


def _address(graph: Mapping[str, Any], wanted: Wanted, opened: list[str], kind: str = "") -> str:
    asked = [("open", node) for node in opened[-_MOST_OPEN:]]
    asked += [("requester", wanted.requester)] if wanted.requester else []
    return f"/explore/{quote(graph['account']['id'])}{kind}{'?' if asked else ''}{urlencode(asked)}"
