"""A rep's month over HTTP, against the served command in a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.month_story import ANA, escalate, make_world

SNOWPEAK = {"account": "snowpeak.example", "target": "Dana Wu", "connector": "Bo Krantz"}
GLACIER = {"account": "glacier.example", "target": "Gil Sato", "connector": "Eva Lind"}
MORAINE = {"account": "moraine.example", "target": "Hana Noor", "connector": "Finn Mora"}
GIFT = {"reciprocity": "linkedin_recommendation"}


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)


@dataclass
class Program:
    """A program of a rep's that calls the server; each thing it writes has a key of its own."""

    port: int
    home: Path
    today: date
    keys: int = 0

    def get(self, path: str, **headers: str) -> Answer:
        """Read."""
        return self._call("GET", path, None, headers)

    def post(self, path: str, body: dict[str, Any], key: str | None = None) -> Answer:
        """Write."""
        self.keys += 1
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or f"key-{self.keys}"}
        return self._call("POST", path, body, {**headers, "Sec-Fetch-Site": "none"})

    def log(self, ask: int, kind: str, **more: Any) -> Answer:
        """Log what has become of an ask."""
        return self.post(f"/v1/asks/{ask}/events", {"kind": kind, **more})

    def later(self, days: int) -> str:
        """The query that looks from so many days on."""
        return f"as_of={(self.today + timedelta(days=days)).isoformat()}"

    def _call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        answer = Answer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        )
        connection.close()
        return answer


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A program that talks to `orbit serve`, on a workspace told around today."""
    home, today, port = tmp_path / "home", datetime.now(UTC).date(), _free_port()
    make_world(home, today)
    words = ["serve", "--port", str(port), "--home", str(home)]
    with subprocess.Popen([sys.executable, "-m", "api.cli", *words], stderr=subprocess.PIPE) as server:
        try:
            _wait_until_it_answers(port, server)
            yield Program(port, home, today)
        finally:
            server.terminate()


def test_the_week_and_the_champions_say_whom_to_ask(program: Program) -> None:
    week = program.get(f"/v1/week?rep={ANA}").json
    champions = program.get(f"/v1/champions?rep={ANA}")
    calendar = program.get(f"/v1/champions?rep={ANA}", Accept="text/calendar")

    asks = {(ask["connector"]["name"], ask["target"]["name"]) for ask in week["reps"][0]["asks"]}
    assert asks == {("Bo Krantz", "Dana Wu"), ("Eva Lind", "Gil Sato"), ("Finn Mora", "Hana Noor")}
    assert [item["verdict"]["status"] for item in champions.json["items"]] == ["open"]
    assert week["policy"] == champions.json["policy"]
    assert b"SUMMARY:Ask: Bo Krantz (Northwind)" in calendar.body


def test_an_ask_lives_from_its_plan_to_a_meeting(program: Program) -> None:
    planned = program.post("/v1/asks", {**SNOWPEAK, **GIFT})
    number = planned.json["id"]

    states = [program.log(number, kind).json["state"] for kind in ("sent", "accepted", "forwarded", "meeting")]
    program.log(number, "reciprocity_done")
    told = program.log(number, "connector_told").json

    assert (planned.status, planned.headers["location"]) == (201, f"/v1/asks/{number}")
    assert planned.json["packet"]["first_message"]["subject"] == "Introduction to Dana Wu at Snowpeak?"
    assert states == ["sent", "accepted", "forwarded", "meeting"]
    assert all(task["done_on"] for task in told["tasks"])
    assert program.get("/v1/asks/owed").json["owed"] == []


def test_who_said_yes_is_left_alone_after_72_hours_and_gets_what_was_promised(program: Program) -> None:
    program.post("/v1/asks", {**SNOWPEAK, **GIFT})
    program.log(1, "sent")

    accepted = program.log(1, "accepted").json
    now, later = (program.get(f"/v1/asks/1?{program.later(days)}").json for days in (0, 4))
    owed = program.get(f"/v1/asks/owed?{program.later(4)}").json

    assert accepted["packet"]["disqualifier"].startswith("If Dana is happy")
    assert (now["left_alone"], later["left_alone"]) == (False, True)
    assert (len(owed["owed"]), owed["overdue"]) == (1, 1)
    assert {task["log_as"] for task in later["tasks"] if not task["done_on"]} == {"draft_sent", "reciprocity_done"}


def test_a_no_rests_the_connector_and_a_not_now_waits_for_its_day(program: Program) -> None:
    for wish, ask in ((GLACIER, 1), (MORAINE, 2)):
        program.post("/v1/asks", {**wish, **GIFT})
        program.log(ask, "sent")
    program.log(1, "declined")
    day = (program.today + timedelta(days=40)).isoformat()
    waiting = program.log(2, "not_now", next_on=day).json

    refused = program.post("/v1/asks", {**SNOWPEAK, "connector": "Eva Lind"})

    assert (refused.status, refused.json["rules"]) == (409, ["resting"])
    assert refused.json["opens_on"] == (program.today + timedelta(days=14)).isoformat()
    assert [task["due_on"] for task in waiting["tasks"] if task["kind"] == "check_in"] == [day]


def test_a_step_that_does_not_fit_is_a_conflict_that_names_those_that_do(program: Program) -> None:
    program.post("/v1/asks", SNOWPEAK)

    unpicked, early = program.log(1, "sent"), program.log(1, "forwarded")

    assert (unpicked.status, "linkedin_recommendation" in unpicked.json["detail"]) == (409, True)
    assert (early.status, early.json["allowed"]) == (409, ["withdrawn", "reciprocity_picked"])


def test_the_gate_is_asked_again_when_the_ask_is_made(program: Program) -> None:
    program.post("/v1/asks", {**SNOWPEAK, **GIFT})
    escalate(program.home, program.today)

    refused, made = program.log(1, "sent"), program.log(1, "sent", anyway=True)
    after = program.log(1, "accepted")

    assert (refused.status, refused.json["rules"]) == (409, ["escalation"])
    assert made.status == 201
    assert "made anyway: A support escalation is open" in made.json["events"][-1]["note"]
    assert (after.status, after.json["state"]) == (201, "accepted")


def test_a_call_that_is_repeated_changes_nothing(program: Program) -> None:
    first = program.post("/v1/asks", {**SNOWPEAK, **GIFT}, key="mine")
    again = program.post("/v1/asks", {**SNOWPEAK, **GIFT}, key="mine")

    assert (again.status, again.body, again.headers["idempotency-replayed"]) == (201, first.body, "true")
    assert len(program.get("/v1/asks").json["items"]) == 1


def test_measures_show_what_is_logged_beside_what_is_claimed(program: Program) -> None:
    program.post("/v1/asks", {**SNOWPEAK, **GIFT})
    program.log(1, "sent")
    before = program.get(f"/v1/measures?rep={ANA}")

    claim = program.post("/v1/claims", {"rep": ANA, "claimed": 4, "by": "Maria Kern"})
    after = program.get(f"/v1/measures?rep={ANA}", **{"If-None-Match": before.headers["etag"]})

    assert (claim.status, claim.json["by"], claim.json["claimed"]) == (201, "Maria Kern", 4)
    assert (before.json["asks"]["reps"][0]["claimed"], after.status) == (None, 200)
    assert after.json["asks"]["reps"][0]["claimed_ratio"] == 4.0
    assert after.json["asks"]["reps"][0]["months"][-1]["claimed"] == 4


def test_the_session_has_words_for_each_and_holds_for_a_calendar(program: Program) -> None:
    sheet = program.get(f"/v1/session?rep={ANA}").json["sheets"][0]
    holds = program.get(f"/v1/session.ics?rep={ANA}")

    assert {one["connector"]["name"] for one in sheet["candidates"]} == {"Bo Krantz", "Eva Lind", "Finn Mora"}
    assert holds.headers["content-type"] == "text/calendar; charset=utf-8"
    assert holds.body.count(b"BEGIN:VEVENT") == 4


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
    told = b"" if server.stderr is None else server.stderr.read()
    raise AssertionError(f"the server ended with {told.decode()}")
