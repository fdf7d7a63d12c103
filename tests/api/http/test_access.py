"""Who gets in: with and without keys, from near and far."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.http.keys import new_key
from api.http.rate import Rate
from tests.api.http.conftest import Client, Workspace


def data_routes() -> list[tuple[str, str]]:
    paths = Workspace().client().get("/openapi.json").json()["paths"]
    named = {path: path.replace("{key}", "com_snow").replace("{number}", "1") for path in paths}
    return [(method, named[path]) for path in paths if path.startswith("/v1/") for method in paths[path]]


@pytest.fixture
def key(workspace: Workspace) -> str:
    stored, text = new_key("crm", datetime.now(UTC) + timedelta(days=30))
    workspace.keys.append(stored)
    return text


@pytest.mark.parametrize(("method", "path"), data_routes())
def test_no_data_route_answers_without_the_key(workspace: Workspace, key: str, method: str, path: str) -> None:
    answer = workspace.client().call(method, path)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="orbit"'
    assert workspace.presenter.asked == []


@pytest.mark.parametrize(("method", "path"), data_routes())
def test_no_data_route_answers_others_while_there_are_no_keys(workspace: Workspace, method: str, path: str) -> None:
    assert workspace.client(address="192.0.2.1").call(method, path).status_code == 403
    assert workspace.presenter.asked == []


HEADER_FORMS = [("Authorization", "Bearer {}"), ("authorization", "bearer {}"), ("X-API-Key", "{}")]


@pytest.mark.parametrize(("name", "form"), HEADER_FORMS)
def test_the_key_opens_from_anywhere(workspace: Workspace, key: str, name: str, form: str) -> None:
    answer = workspace.client(address="192.0.2.1").get("/v1/week", {name: form.format(key)})

    assert answer.status_code == 200


def test_a_key_in_the_address_is_not_read(workspace: Workspace, key: str) -> None:
    assert workspace.client().get(f"/v1/search?text=a&key={key}").status_code == 401


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_forwarded_call_is_not_taken_for_a_local_one(client: Client, name: str) -> None:
    assert client.get("/v1/week", {name: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_websites_cannot_reach_a_workspace_without_keys(client: Client, site: str) -> None:
    assert client.get("/v1/week", {"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_own_page_and_typed_addresses_reach_it(client: Client, site: str) -> None:
    assert client.get("/v1/week", {"Sec-Fetch-Site": site}).status_code == 200


def test_guessing_keys_is_slowed_down(workspace: Workspace, key: str) -> None:
    client = workspace.client()

    guesses = [client.get("/v1/week", {"X-API-Key": f"guess{n}"}).status_code for n in range(21)]

    assert guesses == [401] * 20 + [429]
    assert int(client.get("/v1/week", {"X-API-Key": key}).headers["Retry-After"]) >= 1


def test_a_page_that_has_no_key_yet_is_not_taken_for_a_guesser(workspace: Workspace, key: str) -> None:
    client = workspace.client()

    assert [client.get("/v1/week").status_code for _ in range(25)] == [401] * 25


def test_calls_can_be_limited_per_key(workspace: Workspace, key: str) -> None:
    client = workspace.client(calls=Rate(burst=2, per_second=0.1))

    statuses = [client.get("/v1/week", {"X-API-Key": key}).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/openapi.json", "/static/icon.svg"])
def test_what_holds_no_data_is_open(workspace: Workspace, key: str, path: str) -> None:
    assert workspace.client(address="192.0.2.1").get(path).status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/v1"])
def test_there_are_no_other_ways_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
