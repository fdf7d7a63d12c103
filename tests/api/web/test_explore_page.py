from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.web.pages.explore import as_attribute
from api.workspace import Workspace
from tests.api.http.conftest import Client
from tests.factories import DAY, NOON

PAGE = {"Accept": "text/html"}
PART = {**PAGE, "HX-Request": "true"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def client(demo: Workspace) -> Client:
    presenter = Presenter(demo)
    return Client(create_app(lambda: presenter, KeyCheck(stored=list, now=lambda: NOON), today=lambda: DAY))


@pytest.fixture(scope="module")
def account(client: Client) -> str:
    """Return the account with the largest graph."""
    items = client.get("/v1/accounts?limit=20").json()["items"]
    return str(max((one["id"] for one in items), key=lambda id_: len(drawn(client.get(f"/explore/{id_}", PAGE).text))))


def drawn(page: str) -> dict[str, Any]:
    """What the page's canvas draws; nothing where there is nothing to draw."""
    told = re.search(r'data-graph="([^"]*)"', page)
    return {} if told is None else dict(json.loads(unescape(told[1])))


def rows(page: str) -> list[str]:
    return re.findall(r'<tr role="row" data-row="([^"]+)"', page)


def test_the_table_has_a_row_for_every_node_that_is_drawn(client: Client, account: str) -> None:
    page = client.get(f"/explore/{account}", PAGE).text

    assert sorted(rows(page)) == sorted(node["id"] for node in drawn(page)["nodes"])


def test_the_drawing_without_a_canvas_has_the_same_nodes(client: Client, account: str) -> None:
    page = client.get(f"/explore/{account}", PAGE).text

    assert sorted(re.findall(r'<g id="at-([^"]+)"', page)) == sorted(rows(page))


def test_following_more_ways_shows_them(client: Client, account: str) -> None:
    page = client.get(f"/explore/{account}", PAGE).text
    link = unescape(re.findall(r'<a href="([^"]*open=[^"]*)" data-open', page)[0])

    opened = client.get(link, PART).text

    assert len(drawn(opened)["edges"]) > len(drawn(page)["edges"])
    assert ">Close<" in opened
    assert "<html" not in opened


def test_the_saved_drawing_is_whole_and_needs_nothing_else(client: Client, account: str) -> None:
    answer = client.get(f"/explore/{account}.svg")

    shapes = ElementTree.fromstring(answer.text)  # noqa: S314  made by this very program
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(shapes.findall(f"{SVG}g[@class]")) == len(rows(client.get(f"/explore/{account}", PAGE).text)) + 1
    assert "href" not in answer.text


def test_the_page_is_reached_by_any_key_of_the_account(client: Client, account: str) -> None:
    domain = client.get(f"/v1/accounts/{account}").json()["domain"]

    assert drawn(client.get(f"/explore/{domain}", PAGE).text) == drawn(client.get(f"/explore/{account}", PAGE).text)


def test_an_account_is_chosen_first(client: Client, account: str) -> None:
    domain = client.get(f"/v1/accounts/{account}").json()["domain"]

    led = client.get(f"/explore?q={domain}", PAGE)

    assert f'href="/explore/{account}"' in client.get("/explore", PAGE).text
    assert (led.status_code, led.headers["Location"]) == (303, f"/explore/{account}")


def test_an_unknown_account_is_told_with_near_names(client: Client) -> None:
    answer = client.get("/explore/nowhere.example", PAGE)

    assert answer.status_code == 404
    assert "Did you mean" in answer.text


@pytest.mark.parametrize("query", ["open=" + "x" * 41, "&".join(["open=x"] * 13)])
def test_more_than_a_page_opens_is_refused(client: Client, account: str, query: str) -> None:
    assert client.get(f"/explore/{account}?{query}", PAGE).status_code == 422


def test_no_text_of_a_graph_looks_like_something_that_runs() -> None:
    told = as_attribute({"label": 'x onclick="y" <script> onload=z'})

    assert "=" not in told
    assert json.loads(told) == {"label": 'x onclick="y" <script> onload=z'}
