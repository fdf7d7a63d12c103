from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from api.http import examples, schemas
from api.presenter import PathsRequest
from api.rendering import to_json
from orbit.model import Circle
from orbit.titles import JobFunction, Seniority
from tests.api.http.conftest import Client, Workspace
from tests.api.http.documented import undocumented
from tests.api.http.fake_presenter import TODAY, FakePresenter

SHAPES: list[tuple[str, type[BaseModel], dict[str, Any]]] = [
    ("/v1/accounts", schemas.AccountsOut, examples.ACCOUNTS),
    ("/v1/accounts/com_snow", schemas.AccountOut, examples.ONE_ACCOUNT),
    ("/v1/accounts/com_snow/paths", schemas.PathsOut, examples.PATHS),
    ("/v1/accounts/com_lone/paths", schemas.PathsOut, examples.PATHS),
    ("/v1/search?text=snow", schemas.SearchOut, examples.SEARCH),
    ("/v1/suggest?text=snow", schemas.SuggestOut, examples.SUGGESTED),
    ("/v1/week", schemas.WeekOut, examples.WEEK),
    ("/v1/champions", schemas.ChampionsOut, examples.CHAMPIONS),
    ("/v1/people/per_dana", schemas.PersonOut, examples.PERSON),
]


@pytest.mark.parametrize(("url", "shape", "example"), SHAPES)
def test_answers_and_examples_have_the_documented_shape(
    client: Client, url: str, shape: type[BaseModel], example: dict[str, Any]
) -> None:
    answer = client.get(url)

    assert answer.status_code == 200
    assert undocumented(shape, answer.json()) == []
    assert undocumented(shape, example) == []


def test_a_paths_answer_is_the_presenters_to_the_byte(client: Client) -> None:
    request = PathsRequest(requester=None, title=None, limit=10, as_of=TODAY)

    answer = client.get("/v1/accounts/com_snow/paths")

    assert answer.content == to_json(FakePresenter().paths("com_snow", request))
    assert answer.headers["Content-Type"] == "application/json"


def test_path_parameters_reach_the_presenter(workspace: Workspace) -> None:
    workspace.client().get("/v1/accounts/com_snow/paths?requester=rita@example.com&title=VP&limit=3&as_of=2026-01-31")

    asked = PathsRequest(requester="rita@example.com", title="VP", limit=3, as_of=date(2026, 1, 31))
    assert workspace.presenter.asked == [("paths", ("com_snow", asked))]


def test_filters_reach_the_presenter(workspace: Workspace) -> None:
    people = "function=sales&function=it&seniority=vp"
    ours = "circle=advisor&circle=board&without=per_ida&without=Tom%20Lind"

    workspace.client().get(f"/v1/accounts/com_snow/paths?{people}&{ours}&why=true&diff=2026-01-31")

    asked = PathsRequest(
        None,
        None,
        10,
        TODAY,
        functions=(JobFunction.SALES, JobFunction.IT),
        seniorities=(Seniority.VP,),
        circles=(Circle.ADVISOR, Circle.BOARD),
        without=("per_ida", "Tom Lind"),
        why=True,
        diff=date(2026, 1, 31),
    )
    assert workspace.presenter.asked == [("paths", ("com_snow", asked))]


@pytest.mark.parametrize(
    "key", ["https:%2F%2Fwww.example.com%2Fcompany%2Fsnow", "https://www.example.com/company/snow"]
)
def test_a_key_may_be_an_address(workspace: Workspace, key: str) -> None:
    workspace.client().get(f"/v1/accounts/{key}/paths")

    assert workspace.presenter.asked[0][1][0] == "https://www.example.com/company/snow"


def test_accounts_are_filtered_by_signal_and_paged(workspace: Workspace) -> None:
    first = workspace.client().get("/v1/accounts?signal=hiring&signal=funding&limit=1").json()
    second = workspace.client().get(f"/v1/accounts?signal=funding&limit=1&cursor={first['next_cursor']}").json()

    assert [each["name"] for each in first["items"] + second["items"]] == ["Snowpeak", "Snowdrift"]
    assert workspace.presenter.asked[0] == ("accounts", (TODAY, 1, None, ("hiring", "funding")))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("/v1/week?rep=rita@example.com&as_of=2026-01-31", ("week", ("rita@example.com", date(2026, 1, 31)))),
        ("/v1/week?what_if=max_open%3D3&what_if=slots", ("week", (None, TODAY, "max_open=3", "slots"))),
        ("/v1/champions", ("champions", (None, TODAY))),
        ("/v1/people/dana@example.com", ("person", ("dana@example.com", TODAY))),
        ("/v1/accounts/com_snow?as_of=2026-01-31", ("account", ("com_snow", date(2026, 1, 31)))),
        ("/v1/search?text=zo%C3%AB&limit=2", ("search", ("zoë", 2, TODAY))),
    ],
)
def test_each_route_asks_the_presenter_once(workspace: Workspace, url: str, asked: tuple[str, Any]) -> None:
    workspace.client().get(url)

    assert workspace.presenter.asked == [asked]


@pytest.mark.parametrize(
    "query",
    [
        "accounts?limit=0",
        "accounts?limit=501",
        "accounts?signal=gossip",
        "accounts/com_snow/paths?limit=101",
        "accounts/com_snow/paths?function=juggling",
        "accounts/com_snow/paths?seniority=VP",
        "accounts/com_snow/paths?circle=friends",
        "accounts/com_snow/paths?without=",
        "accounts/com_snow/paths?why=perhaps",
        "accounts/com_snow/paths?diff=0001-01-01",
        "accounts/com_snow/paths?" + "&".join(["without=x"] * 51),
        "accounts/com_snow/paths?limit=" + "9" * 5000,
        "week?as_of=0001-01-01",
        "week?as_of=9999-12-31",
        "week?as_of=2026-02-30",
        "search?text=",
        "suggest?text=",
        "suggest?text=snow&limit=51",
        "search",
        "people/" + "a" * 513,
        "accounts/",
    ],
)
def test_values_out_of_bounds_are_refused(client: Client, query: str) -> None:
    assert client.get(f"/v1/{query}").status_code == 422


def test_a_value_of_no_closed_set_is_told_with_all_of_them(client: Client) -> None:
    (error,) = client.get("/v1/accounts/com_snow/paths?circle=friends").json()["errors"]

    assert all(circle in error["detail"] for circle in Circle)


def test_a_later_day_to_compare_with_is_refused(client: Client) -> None:
    answer = client.get(f"/v1/accounts/com_snow/paths?diff={TODAY.isoformat()}")

    assert answer.status_code == 400
    assert "diff must be a day before" in answer.json()["detail"]


def test_the_caller_who_holds_the_answer_gets_304(workspace: Workspace) -> None:
    client = workspace.client()
    tag = client.get("/v1/week").headers["ETag"]
    workspace.presenter.asked.clear()

    answer = client.get("/v1/week", {"If-None-Match": f'"other", W/{tag}'})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == tag
    assert workspace.presenter.asked == []


def test_a_star_matches_only_what_exists(client: Client) -> None:
    assert client.get("/v1/accounts/com_snow", {"If-None-Match": "*"}).status_code == 304
    assert client.get("/v1/accounts/nobody", {"If-None-Match": "*"}).status_code == 404


def test_the_tag_changes_with_facts_policy_and_day(workspace: Workspace) -> None:
    client = workspace.client()
    tags = [client.get("/v1/week").headers["ETag"], client.get("/v1/week?as_of=2026-01-31").headers["ETag"]]
    workspace.presenter.number += 1
    tags.append(client.get("/v1/week").headers["ETag"])
    workspace.presenter.digest = "another"
    tags.append(client.get("/v1/week").headers["ETag"])

    assert len(set(tags)) == 4


def test_answers_are_kept_by_their_reader_alone(client: Client) -> None:
    headers = client.get("/v1/week").headers

    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Vary"] == "Authorization, X-API-Key, Cookie, Accept"


def test_head_is_answered_as_get(client: Client) -> None:
    assert client.call("HEAD", "/v1/week").headers["ETag"] == client.get("/v1/week").headers["ETag"]


def test_health_says_nothing_more(client: Client) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_the_windows_of_champions_come_as_a_calendar_file(workspace: Workspace) -> None:
    answer = workspace.client().get("/v1/champions.ics?rep=rita@example.com")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.content == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert workspace.presenter.asked == [("champions_calendar", ("rita@example.com", TODAY))]


def test_a_calendar_file_that_still_holds_is_not_sent_again(client: Client) -> None:
    tag = client.get("/v1/champions.ics").headers["ETag"]

    answer = client.get("/v1/champions.ics", {"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")
