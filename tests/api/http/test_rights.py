"""Which calls take which right, for programs with keys and for people with sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.routing import APIRoute

from api.http.app import create_app
from api.http.keys import KeyCheck, new_key
from api.http.rights import RightMissing, signed, whose_numbers
from api.signin.visitor import AT_THIS_MACHINE, Visitor
from orbit.access import ALL_RIGHTS, RIGHTS, ApiKey, Right, Role, User
from orbit.errors import UsageError
from tests.api.http.conftest import NOW, Client, Workspace
from tests.api.http.fake_presenter import TODAY, FakePresenter

IDA = User("u1", "ida@example.com", "Ida Berg", Role.REP, NOW)
REP = Visitor(IDA, Role.REP)
ASK = {"account": "snowpeak.example.com", "target": "Dana Wu", "connector": "Ida", "rep": "rita@example.com"}
CALLS: dict[Right, tuple[str, str, dict[str, Any]]] = {
    Right.READ: ("GET", "/v1/week", {}),
    Right.ASK: ("POST", "/v1/asks", ASK),
    Right.CONFIRM: ("POST", "/v1/ties", {"one": "Ida", "other": "Bo", "closeness": 0.5}),
    Right.REVIEW: ("POST", "/v1/matches/1", {"verdict": "same"}),
    Right.MEASURE: ("GET", "/v1/measures", {}),
}


def with_scopes(workspace: Workspace, *scopes: Right) -> tuple[Client, dict[str, str]]:
    key, text = made(*scopes)
    workspace.keys.append(key)
    return workspace.client(), {"X-API-Key": text, "Idempotency-Key": "1"}


def made(*scopes: Right) -> tuple[ApiKey, str]:
    return new_key("sidebar", datetime.now(UTC) + timedelta(days=30), frozenset(scopes))


@pytest.mark.parametrize("right", CALLS)
def test_a_key_without_the_scope_is_told_which_it_lacks(workspace: Workspace, right: Right) -> None:
    client, headers = with_scopes(workspace, *(ALL_RIGHTS - {right}))
    method, path, body = CALLS[right]

    answer = client.call(method, path, headers, **({"json": body} if body else {}))

    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/problem+json")
    assert f"“{right}”" in answer.json()["detail"]


@pytest.mark.parametrize("right", [Right.READ, Right.MEASURE])
def test_a_key_with_the_scope_gets_its_answer(workspace: Workspace, right: Right) -> None:
    client, headers = with_scopes(workspace, Right.READ, right)

    assert client.call(CALLS[right][0], CALLS[right][1], headers).status_code == 200


def test_every_call_that_changes_something_says_which_right_it_takes() -> None:
    app = create_app(FakePresenter, KeyCheck(stored=list, now=lambda: NOW), today=lambda: TODAY)

    open_to_all = [route.path for route in _changing(app) if not any(map(_is_check, route.dependencies))]

    assert open_to_all == []


def _changing(app: FastAPI) -> list[APIRoute]:
    routes = [route for route in app.routes if isinstance(route, APIRoute)]
    return [route for route in routes if route.path.startswith("/v1") and (route.methods or set()) - {"GET", "HEAD"}]


def _is_check(dependency: Any) -> bool:
    return getattr(dependency.dependency, "__module__", "") == "api.http.rights"


def test_answers_kept_for_more_rights_are_not_shown_to_fewer(workspace: Workspace) -> None:
    client, headers = with_scopes(workspace, Right.READ, Right.MEASURE)
    assert client.get("/v1/measures", headers).status_code == 200
    [key] = workspace.keys

    workspace.keys[:] = [replace(key, scopes=frozenset({Right.READ}))]

    assert client.get("/v1/measures", headers).status_code == 403


@pytest.mark.parametrize("asked", [None, "ida@example.com", " IDA@example.com "])
def test_a_rep_sees_their_own_numbers(asked: str | None) -> None:
    assert whose_numbers(REP, asked) == "ida@example.com"


def test_a_rep_sees_nobody_elses_numbers() -> None:
    with pytest.raises(RightMissing, match="numbers of others"):
        whose_numbers(REP, "rita@example.com")


@pytest.mark.parametrize("visitor", [Visitor(IDA, Role.MANAGER), Visitor(IDA, Role.ADMIN), AT_THIS_MACHINE])
@pytest.mark.parametrize("asked", [None, "rita@example.com"])
def test_who_leads_sees_whom_they_ask_for(visitor: Visitor, asked: str | None) -> None:
    assert whose_numbers(visitor, asked) == asked


def test_a_user_writes_in_their_own_name_only() -> None:
    assert signed(REP, None) == signed(REP, "Ida@example.com") == "ida@example.com"
    with pytest.raises(HTTPException, match="signed in as ida@"):
        signed(REP, "rita@example.com")


def test_a_program_says_in_whose_name_it_writes() -> None:
    key, _ = made(Right.ASK)
    program = Visitor(None, Role.ADMIN, key)

    assert (signed(program, "rita@example.com"), signed(program, None)) == ("rita@example.com", "sidebar")
    assert signed(AT_THIS_MACHINE, None) == "local"


def test_a_key_does_what_its_scopes_say_and_no_more() -> None:
    key, _ = made(Right.ASK)

    assert [right for right in Right if Visitor(None, Role.ADMIN, key).may(right)] == [Right.ASK]


def test_a_key_for_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="at least one scope"):
        made()


def test_each_role_may_do_what_the_one_below_may() -> None:
    assert RIGHTS[Role.REP] < RIGHTS[Role.MANAGER] < RIGHTS[Role.ADMIN] == ALL_RIGHTS
