from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from api.http.problems import MEDIA_TYPE, RULES
from api.http.schemas import ProblemOut
from orbit import errors
from tests.api.http.conftest import Client, Workspace
from tests.api.http.fake_presenter import NEAREST

ForError = Callable[[Exception], Client]


def family(kind: type[errors.OrbitError]) -> Iterator[type[errors.OrbitError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from family(child)


def test_every_error_of_ours_has_its_rule() -> None:
    assert {kind for kind in family(errors.OrbitError) if kind.__module__ == errors.__name__} == set(RULES)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotFound("no account answers to x"), 404),
        (errors.UsageError("max_hops must be 1 to 4"), 400),
        (errors.BadFile("expected a CSV"), 422),
        (errors.BadRow("since", "not a date", "write 2026-11-21"), 422),
    ],
)
def test_errors_of_the_call_tell_their_own_text(failing: ForError, error: errors.OrbitError, status: int) -> None:
    answer = failing(error).get("/v1/week")

    assert answer.status_code == status
    assert answer.json()["detail"] == str(error)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.StoreBusy("/srv/orbit.db is locked by 4711"), 503),
        (errors.StoreUnavailable("neo4j://db.example.com refused"), 503),
        (errors.StoreTooNew("/srv/orbit.db has version 9"), 500),
        (errors.StoreError("/srv/orbit.db: disk full"), 500),
        (errors.PolicyError("gate.min_nps in /srv/policy.toml"), 500),
        (errors.OrbitError("/srv"), 500),
    ],
)
def test_errors_on_our_side_keep_their_text_inside(failing: ForError, error: errors.OrbitError, status: int) -> None:
    answer = failing(error).get("/v1/week")

    assert answer.status_code == status
    assert "/srv" not in answer.text
    assert "example.com" not in answer.text


@pytest.mark.parametrize("error", [errors.StoreBusy("x"), errors.StoreUnavailable("x")])
def test_what_passes_says_when_to_come_back(failing: ForError, error: errors.OrbitError) -> None:
    assert int(failing(error).get("/readyz").headers["Retry-After"]) >= 1


def test_an_unknown_account_names_the_nearest(client: Client) -> None:
    answer = client.get("/v1/accounts/snowpaek/paths")

    assert answer.status_code == 404
    assert answer.json()["nearest"] == NEAREST


def test_an_unforeseen_fault_tells_nothing_of_itself(failing: ForError) -> None:
    answer = failing(RuntimeError("Dana Wu at /srv/orbit.db")).get("/v1/week")

    assert answer.status_code == 500
    assert "Dana" not in answer.text
    assert "RuntimeError" not in answer.text


def test_a_value_that_cannot_be_used_is_named_but_not_repeated(client: Client) -> None:
    answer = client.get("/v1/week?as_of=Dana-Wu&rpe=Ida-Berg")

    fields = {each["field"]: each["detail"] for each in answer.json()["errors"]}
    assert answer.status_code == 422
    assert fields.keys() == {"as_of", "rpe"}
    assert fields["rpe"] == "not a parameter of this call"
    assert "Dana" not in answer.text
    assert "Ida" not in answer.text


def test_a_wrong_method_names_the_right_one(client: Client) -> None:
    answer = client.call("DELETE", "/v1/week")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"


PROBLEMS: list[tuple[int, Callable[[Workspace], httpx.Response]]] = [
    (400, lambda w: w.client().get("/v1/week", {"Host": "evil.example.com"})),
    (403, lambda w: w.client(address="192.0.2.1").get("/v1/week")),
    (404, lambda w: w.client().get("/nowhere")),
    (404, lambda w: w.client().get("/static/nothing.js")),
    (405, lambda w: w.client().call("POST", "/v1/week")),
    (413, lambda w: w.client().call("POST", "/v1/week", content=b"a" * 3_000_000)),
    (414, lambda w: w.client().get("/" + "a" * 9000)),
    (422, lambda w: w.client().get("/v1/accounts?limit=501")),
    (431, lambda w: w.client().get("/", {"Cookie": "a" * 5000})),
]


@pytest.mark.parametrize(("status", "call"), PROBLEMS)
def test_every_refusal_is_a_problem_with_the_requests_id(
    workspace: Workspace, status: int, call: Callable[[Workspace], httpx.Response]
) -> None:
    answer = call(workspace)

    problem = ProblemOut.model_validate(answer.json())
    assert (answer.status_code, problem.status) == (status, status)
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    assert answer.headers["Cache-Control"] == "no-store"
    assert problem.request_id == answer.headers["X-Request-ID"]
