"""Asks over HTTP: planned and logged once, whatever is repeated, and refused with what a program can go on from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from fastapi import HTTPException

from api.http import schemas
from api.http.app import create_app
from api.http.keys import KeyCheck, new_key
from api.http.underway import Underway
from api.presenter import Presenter
from api.workspace import Workspace
from bench.web_server import running
from orbit.model import Item
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.http.documented import undocumented
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY, NOON, person, spell

BODY = {
    "account": "snowpeak.example",
    "target": "Dana Wu",
    "connector": "Bo Krantz",
    "reciprocity": "linkedin_recommendation",
}

LEE: list[Item] = [
    person("lee", "Lee Wong"),
    spell("lee", "oldco", "Account Executive", "2014-01", "2018-06"),
    spell("lee", "snowpeak", "Head of Sales", "2018-07", seen_on=DAY),
]


class Asking:
    """A client of a small story that plans asks and logs what becomes of them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        check = KeyCheck(stored=workspace.store.keys, now=lambda: NOON)
        presenter = Presenter(workspace)
        self.client = Client(create_app(lambda: presenter, check, today=lambda: DAY))

    def post(self, url: str, body: Any, key: str | None = "k1", **headers: str) -> httpx.Response:
        """Send a body with an idempotency key."""
        sent = headers | ({} if key is None else {"Idempotency-Key": key})
        return self.client.call("POST", url, sent, json=body)

    def plan(self, key: str | None = "k1", **more: Any) -> httpx.Response:
        """Plan the story's ask."""
        return self.post("/v1/asks", BODY | more, key)

    def log(self, kind: str, key: str, **more: Any) -> httpx.Response:
        """Log an event of the first ask."""
        return self.post("/v1/asks/1/events", {"kind": kind, **more}, key)

    def asks(self) -> list[dict[str, Any]]:
        """Every ask there is."""
        return list(self.client.get("/v1/asks").json()["items"])


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY)
        yield Asking(workspace)


def test_a_planned_ask_has_the_documented_shape_and_an_address(asking: Asking) -> None:
    answer = asking.plan()

    assert (answer.status_code, answer.headers["Location"]) == (201, "/v1/asks/1")
    assert undocumented(schemas.OneAskOut, answer.json()) == []
    assert answer.json()["events"][0]["by"] == "local"
    assert asking.client.get("/v1/asks/1").json()["id"] == 1


def test_a_whole_life_is_logged_listed_and_owed(asking: Asking) -> None:
    asking.plan()
    steps = ["sent", "accepted", "forwarded", "meeting", "opportunity", "won"]

    answers = [asking.log(kind, f"key-{kind}", by=ANA) for kind in steps]

    assert [(answer.status_code, answer.json()["state"]) for answer in answers] == [(201, kind) for kind in steps]
    assert undocumented(schemas.OneAskOut, answers[-1].json()) == []
    assert undocumented(schemas.AsksOut, asking.client.get("/v1/asks?state=won&due=false").json()) == []
    owed = asking.client.get(f"/v1/asks/owed?rep={ANA}").json()
    assert undocumented(schemas.OwedOut, owed) == []
    assert [debt["connector"]["name"] for debt in owed["owed"]] == ["Bo Krantz"]
    assert {event["by"] for event in answers[-1].json()["events"][1:]} == {ANA}


def test_the_same_call_again_is_answered_with_the_same_bytes_and_changes_nothing(asking: Asking) -> None:
    first = asking.plan()
    asking.log("sent", "k2")

    again = asking.plan()

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert (again.headers["Idempotency-Replayed"], "Idempotency-Replayed" in first.headers) == ("true", False)
    assert asking.log("sent", "k2").json()["state"] == "sent"
    assert [len(ask["events"]) for ask in asking.asks()] == [2]


def test_a_key_that_was_used_for_something_else_is_refused(asking: Asking) -> None:
    asking.plan()

    answers = [asking.plan(note="another"), asking.log("sent", "k1")]

    assert [(each.status_code, each.json()["type"]) for each in answers] == [
        (422, "urn:problem-type:orbit:key-reused")
    ] * 2
    assert [len(ask["events"]) for ask in asking.asks()] == [1]


@pytest.mark.parametrize("key", [None, "", "   "])
def test_a_call_without_a_key_is_refused(asking: Asking, key: str | None) -> None:
    answer = asking.plan(key)

    assert (answer.status_code, asking.asks()) == (400, [])
    assert "Idempotency-Key" in answer.json()["detail"]


def test_two_readers_may_use_one_key_for_two_things(asking: Asking) -> None:
    keys = [new_key(name, datetime.now(UTC) + timedelta(days=9)) for name in ("crm", "bot")]
    with asking.workspace.store.writing() as batch:
        for stored, _ in keys:
            batch.put_key(stored)

    mine, theirs = (asking.post("/v1/asks", BODY, "k1", **{"X-API-Key": text}) for _, text in keys)

    assert (mine.status_code, mine.json()["events"][0]["by"]) == (201, "crm")
    assert (theirs.status_code, theirs.json()["rules"]) == (409, ["target_taken"])


def test_a_forbidden_event_is_answered_with_those_that_are_allowed(asking: Asking) -> None:
    asking.plan()

    answer = asking.log("forwarded", "k2")

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem-type:orbit:event-forbidden")
    assert answer.json()["allowed"] == ["sent", "withdrawn", "reciprocity_picked"]
    assert "forwarded" in answer.json()["detail"]


def test_a_refused_ask_is_answered_with_the_rules_and_the_day(asking: Asking) -> None:
    asking.plan()
    asking.log("sent", "k2")
    asking.log("declined", "k3")

    answer = asking.plan("k4")

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem-type:orbit:ask-refused")
    assert answer.json()["rules"][0] == "resting"
    assert "opens_on" in answer.json()
    assert asking.plan("k4").status_code == 409


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"target": "Nobody Known"}, 404),
        ({"account": "nowhere.example"}, 404),
        ({"target": ""}, 422),
        ({"surprise": 1}, 422),
        ({"reciprocity": "cake"}, 400),
        ({"note": "x" * 2001}, 422),
    ],
)
def test_a_body_that_cannot_be_used_is_told(asking: Asking, change: dict[str, Any], status: int) -> None:
    answer = asking.plan(**change)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert asking.asks() == []


@pytest.mark.parametrize("change", [{"kind": "exploded"}, {"kind": "sent", "on": "soon"}, {"kind": "sent", "extra": 1}])
def test_an_event_that_cannot_be_used_is_told(asking: Asking, change: dict[str, Any]) -> None:
    asking.plan()

    assert asking.post("/v1/asks/1/events", change, "k2").status_code == 422


@pytest.mark.parametrize(("number", "status"), [("2", 404), ("0", 422), ("owed", 200), ("x", 422)])
def test_an_ask_that_is_not_there_is_told(asking: Asking, number: str, status: int) -> None:
    assert asking.client.get(f"/v1/asks/{number}").status_code == status


def test_an_event_of_an_unknown_ask_is_told(asking: Asking) -> None:
    assert asking.post("/v1/asks/7/events", {"kind": "sent"}).status_code == 404


def test_answers_that_were_kept_are_not_given_after_a_new_ask(asking: Asking) -> None:
    urls = ["/v1/asks", "/v1/champions", "/v1/week", "/v1/accounts/snowpeak.example/paths"]
    before = [asking.client.get(url) for url in urls]
    asking.plan()
    asking.log("sent", "k2")
    asking.log("declined", "k3")

    after = [
        asking.client.get(url, {"If-None-Match": old.headers["ETag"]}) for url, old in zip(urls, before, strict=True)
    ]

    assert [answer.status_code for answer in after] == [200] * 4
    assert [old.content != new.content for old, new in zip(before, after, strict=True)] == [True] * 4
    assert [asking.client.get(url).headers["ETag"] for url in urls] == [new.headers["ETag"] for new in after]


def test_an_event_is_taken_back(asking: Asking) -> None:
    asking.plan()
    asking.log("sent", "k2")
    asking.log("declined", "k3")

    answer = asking.log("taken_back", "k4", note="Wrong person").json()

    assert (answer["state"], [event["taken_back"] for event in answer["events"]]) == (
        "sent",
        [False, False, True, False],
    )
    assert answer["events"][3]["takes_back"] == 3


def test_a_not_now_that_was_a_mistake_is_undone_with_the_rest_that_it_began(asking: Asking) -> None:
    asking.plan()
    asking.log("sent", "k2")
    before = asking.client.get("/v1/champions").json()["items"][0]["verdict"]
    asking.log("not_now", "k3")
    resting = asking.client.get("/v1/champions").json()["items"][0]["verdict"]

    answer = asking.log("taken_back", "k4")

    assert (answer.status_code, answer.json()["state"]) == (201, "sent")
    assert "Dana Wu" in answer.json()["packet"]["email"]["body"]
    assert resting["rules"][0] == "resting"
    assert asking.client.get("/v1/champions").json()["items"][0]["verdict"] == before


def test_a_not_now_is_undone_while_the_connector_rests_for_another_no(asking: Asking) -> None:
    tell(asking.workspace, *LEE)
    asking.plan()
    asking.plan("k2", target="Lee Wong")
    for number in (1, 2):
        asking.post(f"/v1/asks/{number}/events", {"kind": "sent"}, f"sent{number}")
        asking.post(f"/v1/asks/{number}/events", {"kind": "not_now"}, f"no{number}")

    answer = asking.log("taken_back", "k4")

    assert (answer.status_code, answer.json()["state"]) == (201, "sent")


def at_once(asking: Asking, keys: Iterable[str]) -> list[httpx.Response]:
    """Plan the story's ask under each key, all at once, over real connections."""
    with running(asking.client.app) as port, ThreadPoolExecutor(16) as callers:
        url = f"http://127.0.0.1:{port}/v1/asks"
        calls = [
            callers.submit(httpx.post, url, json=BODY, headers={"Idempotency-Key": key}, timeout=30) for key in keys
        ]
        return [call.result() for call in calls]


def test_of_many_who_want_one_ask_one_gets_it_and_the_others_clear_refusals(asking: Asking) -> None:
    answers = at_once(asking, [f"k{number}" for number in range(16)])

    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 15]
    assert {tuple(answer.json()["rules"]) for answer in answers if answer.status_code == 409} == {("target_taken",)}


def test_one_call_sent_many_times_at_once_is_one_ask_and_many_equal_answers(asking: Asking) -> None:
    answers = at_once(asking, ["k1"] * 16)

    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert len(asking.asks()) == 1


def test_a_repeated_call_is_told_to_wait_while_the_first_is_under_way() -> None:
    underway, began, ends = Underway(patience=0.01), Event(), Event()

    def first() -> None:
        with underway.alone("k1"):
            began.set()
            ends.wait(10)

    def again() -> None:
        with underway.alone("k1"):
            pytest.fail("two at once")

    with ThreadPoolExecutor(1) as caller:
        caller.submit(first)
        began.wait(10)
        with pytest.raises(HTTPException) as refusal:
            again()
        with underway.alone("k2"):
            ends.set()

    assert (refusal.value.status_code, refusal.value.headers) == (409, {"Retry-After": "1"})
    with underway.alone("k1"):
        pass


def test_who_repeats_a_call_about_somebody_erased_is_told_what_is_left(asking: Asking) -> None:
    asking.plan()
    store = asking.workspace.store
    with store.writing() as batch:
        batch.erase(next(ask.target for ask in store.asks() if ask.target))

    again = asking.plan()

    assert (again.status_code, again.json()["target"]) == (201, None)
    assert "Dana" not in again.text
    assert again.json()["packet"] is None


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Content-Type": "text/plain"}])
def test_another_website_cannot_make_an_ask(asking: Asking, headers: dict[str, str]) -> None:
    sent = {"Idempotency-Key": "k1", **headers}

    answer = asking.client.call("POST", "/v1/asks", sent, content=httpx.Request("POST", "http://x", json=BODY).content)

    assert answer.status_code in {403, 415, 422}
    assert asking.asks() == []
