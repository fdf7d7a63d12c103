"""Matches over HTTP: listed, explained, decided once whatever is repeated, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from api.http import match_examples, schemas
from api.http.app import create_app
from api.http.keys import KeyCheck, new_key
from api.presenter import Presenter
from api.presenter.matches import Said
from api.workspace import Workspace
from orbit.model import EntityKind, Person
from orbit.settings import read_settings
from tests.api.http.conftest import Client
from tests.api.http.documented import undocumented
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY, NOON, company
from tests.orbit.resolve.entities import employed

DOUBTFUL = [
    *employed("s1", "Ole Quist", at="Snowpeak GmbH"),
    *employed("in/s2", "Ole Quist", at="Snowpeak GmbH", source="linkedin"),
    *employed("n1", "Ed Vance", at="Quay"),
    *employed("in/n2", "Ed Vance", at="Quay", source="linkedin"),
    company("sp", "Snowpeak Alpine"),
]
EXAMPLES: list[tuple[type[BaseModel], dict[str, Any]]] = [
    (schemas.MatchesOut, match_examples.MATCHES),
    (schemas.MatchOut, match_examples.MATCH_WITH_WHY),
    (schemas.WhyOut, match_examples.WHY),
    (schemas.FoundOut, match_examples.FOUND),
    (schemas.DecidedOut, match_examples.DECIDED),
    (schemas.UndoneOut, match_examples.UNDONE),
]


class Deciding:
    """A client of a small story with two pairs that nobody is sure of."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        check = KeyCheck(stored=workspace.store.keys, now=lambda: NOON)
        presenter = Presenter(workspace)
        self.client = Client(create_app(lambda: presenter, check, today=lambda: DAY))

    def json(self, url: str) -> dict[str, Any]:
        """Get an answer that must be there."""
        answer = self.client.get(url)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def open(self) -> list[int]:
        """The numbers of what is open."""
        return [item["id"] for item in self.json("/v1/matches")["items"]]

    def decide(self, number: int, key: str | None = "k1", verdict: str = "same", **more: Any) -> httpx.Response:
        """Say what the two of a match are."""
        sent = {} if key is None else {"Idempotency-Key": key}
        return self.client.call("POST", f"/v1/matches/{number}", sent, json={"verdict": verdict, **more})

    def undo(self, number: int) -> httpx.Response:
        """Take a decision back."""
        return self.client.call("DELETE", f"/v1/matches/{number}")


@pytest.fixture
def deciding(tmp_path: Path) -> Iterator[Deciding]:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY, *DOUBTFUL)
        yield Deciding(workspace)


@pytest.mark.parametrize(("shape", "example"), EXAMPLES)
def test_examples_have_the_documented_shape(shape: type[BaseModel], example: dict[str, Any]) -> None:
    assert undocumented(shape, example) == []


@pytest.mark.parametrize("kind", ["person", "company"])
def test_answers_have_the_documented_shape(deciding: Deciding, kind: str) -> None:
    listed = deciding.json(f"/v1/matches?kind={kind}")
    one = deciding.json(f"/v1/matches/{listed['items'][0]['id']}")

    assert undocumented(schemas.MatchesOut, listed) == []
    assert undocumented(schemas.MatchOut, one) == []
    assert one["why"]["waterfall"]["steps"]


@pytest.mark.parametrize("kind", EntityKind)
def test_every_rule_of_the_fictional_company_is_told_in_the_documented_shape(demo: Workspace, kind: EntityKind) -> None:
    matches = Presenter(demo).matches
    by_rule = {(one.rule, one.verdict): one.id for one in demo.store.judgements(kind)}

    told = [matches.one(number, as_of=DAY) for number in by_rule.values()]

    assert len(told) >= 3
    assert [found for one in told for found in undocumented(schemas.MatchOut, one)] == []


def test_what_matters_most_comes_first_and_pages_follow_each_other(deciding: Deciding) -> None:
    first = deciding.json("/v1/matches?limit=1")
    second = deciding.json(f"/v1/matches?limit=1&cursor={first['next_cursor']}")

    assert [page["items"][0]["left"]["name"] for page in (first, second)] == ["Ole Quist", "Ed Vance"]
    assert (first["open"], second["next_cursor"]) == (2, None)


def test_a_decision_takes_effect_at_once_and_every_kept_answer_changes(deciding: Deciding) -> None:
    number, other = deciding.open()
    tag = deciding.client.get("/v1/matches").headers["ETag"]

    answer = deciding.decide(number)

    assert (answer.status_code, answer.headers["Location"]) == (201, f"/v1/matches/{number}")
    assert undocumented(schemas.DecidedOut, answer.json()) == []
    assert deciding.client.get("/v1/matches", {"If-None-Match": tag}).status_code == 200
    assert deciding.open() == [other]
    assert deciding.json(f"/v1/matches/{number}")["one"]


def test_a_decision_names_who_made_it(deciding: Deciding) -> None:
    number, other = deciding.open()

    deciding.decide(number, by="livia@tidewell.example")
    deciding.decide(other, "k2", "different")

    decisions = [deciding.json(f"/v1/matches/{each}")["decision"] for each in (number, other)]
    assert [(each["verdict"], each["by"]) for each in decisions] == [
        ("same", "livia@tidewell.example"),
        ("different", "local"),
    ]


def test_the_same_call_again_is_answered_with_the_same_bytes_and_changes_nothing(deciding: Deciding) -> None:
    number, _ = deciding.open()
    first = deciding.decide(number)
    deciding.undo(number)

    again = deciding.decide(number)

    assert (again.status_code, again.content) == (201, first.content)
    assert (again.headers["Idempotency-Replayed"], "Idempotency-Replayed" in first.headers) == ("true", False)
    assert number in deciding.open()


def test_a_key_that_was_used_for_something_else_is_refused(deciding: Deciding) -> None:
    number, other = deciding.open()
    deciding.decide(number)

    answers = [deciding.decide(number, verdict="different"), deciding.decide(other)]

    assert {(each.status_code, each.json()["type"]) for each in answers} == {(422, "urn:problem-type:orbit:key-reused")}
    assert deciding.open() == [other]


@pytest.mark.parametrize("key", [None, "", "  "])
def test_a_call_without_a_key_is_refused(deciding: Deciding, key: str | None) -> None:
    number, other = deciding.open()

    answer = deciding.decide(number, key)

    assert (answer.status_code, deciding.open()) == (400, [number, other])


def test_two_readers_may_use_one_key_for_two_things(deciding: Deciding) -> None:
    number, other = deciding.open()
    keys = [new_key(name, datetime.now(UTC) + timedelta(days=9)) for name in ("crm", "bot")]
    with deciding.workspace.store.writing() as batch:
        for stored, _ in keys:
            batch.put_key(stored)

    answers = [
        deciding.client.call(
            "POST",
            f"/v1/matches/{each}",
            {"Idempotency-Key": "k", "X-API-Key": text},
            json={"verdict": "same"},
        )
        for each, (_, text) in zip((number, other), keys, strict=True)
    ]

    assert [(each.status_code, each.json()["by"]) for each in answers] == [(201, "crm"), (201, "bot")]


def test_a_decision_is_taken_back_by_the_number_of_its_match_or_its_own(deciding: Deciding) -> None:
    before = deciding.open()
    deciding.decide(before[0])
    deciding.decide(before[1], "k2", "different")
    own = deciding.json(f"/v1/matches/{before[1]}")["decision"]["id"]

    answers = [deciding.undo(before[0]), deciding.undo(own)]

    assert [undocumented(schemas.UndoneOut, each.json()) for each in answers] == [[], []]
    assert deciding.open() == before


def test_what_nobody_decided_cannot_be_taken_back(deciding: Deciding) -> None:
    answer = deciding.undo(deciding.open()[0])

    assert answer.status_code == 400
    assert "made by a rule" in answer.json()["detail"]


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_number_that_does_not_stand_is_not_found(deciding: Deciding, method: str) -> None:
    body = {"json": {"verdict": "same"}} if method == "POST" else {}

    assert deciding.client.call(method, "/v1/matches/999", {"Idempotency-Key": "k"}, **body).status_code == 404


def test_why_two_records_are_two_is_told_by_what_they_are_called(deciding: Deciding) -> None:
    answer = deciding.json("/v1/matches/why?left=crm_champions:s1&right=linkedin:in/s2")

    assert undocumented(schemas.WhyOut, answer) == []
    assert (answer["one"], [one["verdict"] for one in answer["open"]]) == (False, ["unsure"])


def test_records_that_are_not_there_are_a_problem(deciding: Deciding) -> None:
    answer = deciding.client.get("/v1/matches/why?left=crm_champions:s1&right=linkedin:in/nobody")

    assert answer.status_code == 404
    assert "linkedin:in/nobody" in answer.json()["detail"]


@pytest.mark.parametrize(
    "query", ["?kind=dog", "?limit=0", "?limit=201", "?sort=up", "/why?left=a", "/why?left=abc&right=", "/0"]
)
def test_values_out_of_bounds_are_refused(deciding: Deciding, query: str) -> None:
    assert deciding.client.get(f"/v1/matches{query}").status_code == 422


@pytest.mark.parametrize("body", [{}, {"verdict": "unsure"}, {"verdict": "same", "why": "x"}, {"verdict": None}])
def test_only_the_same_and_different_are_verdicts(deciding: Deciding, body: dict[str, Any]) -> None:
    number = deciding.open()[0]

    answer = deciding.client.call("POST", f"/v1/matches/{number}", {"Idempotency-Key": "k"}, json=body)

    assert (answer.status_code, number in deciding.open()) == (422, True)


def test_another_website_decides_nothing(deciding: Deciding) -> None:
    number = deciding.open()[0]
    sent = {"Idempotency-Key": "k", "Sec-Fetch-Site": "cross-site"}

    answer = deciding.client.call("POST", f"/v1/matches/{number}", sent, json={"verdict": "same"})

    assert (answer.status_code, number in deciding.open()) == (403, True)


def test_a_record_is_found_by_what_it_says(demo: Workspace) -> None:
    presenter = Presenter(demo)
    client = Client(
        create_app(lambda: presenter, KeyCheck(stored=demo.store.keys, now=lambda: NOON), today=lambda: DAY)
    )
    people = (one.record for one in demo.store.records(EntityKind.PERSON))
    known = next(one for one in people if isinstance(one, Person) and one.emails and one.company)
    asked = {"name": known.name, "email": known.emails[0], "company": known.company}

    answer = client.call("POST", "/v1/matches/find", json=asked)

    entity = demo.store.entities(EntityKind.PERSON, [known.key])[known.key]
    assert (answer.status_code, undocumented(schemas.FoundOut, answer.json())) == (200, [])
    assert answer.json()["items"][0]["person"]["id"] == entity
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "sent",
    [{}, {"name": ""}, {"name": "  "}, {"name": "Bo", "shoe": "42"}, {"name": "Bo", "limit": 0}, {"name": "x" * 201}],
)
def test_a_record_that_says_nothing_sensible_is_refused(deciding: Deciding, sent: dict[str, Any]) -> None:
    assert deciding.client.call("POST", "/v1/matches/find", json=sent).status_code == 422


@pytest.mark.parametrize(
    "name", ["\u202eolob", "a\u0301" * 90, "王小明", "<script>alert(1)</script>", "=cmd()", "x", "李" * 200]
)
def test_odd_names_find_nobody_and_break_nothing(demo: Workspace, name: str) -> None:
    found = Presenter(demo).matches.find(Said(name), limit=3, as_of=DAY)

    assert found["items"] == []
