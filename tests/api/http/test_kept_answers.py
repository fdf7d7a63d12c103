"""An answer that is kept is as good as one made anew, and reaches nobody else."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck, new_key
from api.http.rate import Rate
from api.presenter import Presenter
from api.workspace import Workspace as Opened
from orbit.access import ApiKey
from orbit.errors import StoreBusy, StoreUnavailable
from orbit.settings import read_settings
from tests.api.http.conftest import NOW, Client, Workspace
from tests.api.http.fake_presenter import FakePresenter
from tests.api.presenter.story import SIGNALS, STORY, tell

PATHS = "/v1/accounts/com_snow/paths"
SAME_HEADERS = ("ETag", "Vary", "Cache-Control", "Content-Type", "Content-Length")


def add_key(workspace: Workspace, days: int = 30) -> str:
    stored, text = new_key("crm", datetime.now(UTC) + timedelta(days=days))
    workspace.keys.append(stored)
    return text


def calls(workspace: Workspace) -> int:
    return len(workspace.presenter.asked)


@pytest.mark.parametrize("url", [PATHS, f"{PATHS}?limit=2&why=true", "/v1/week", "/v1/people/per_dana", "/v1/accounts"])
def test_the_second_answer_is_the_first_without_the_work(workspace: Workspace, url: str) -> None:
    client = workspace.client()

    first, second = client.get(url), client.get(url)

    assert second.content == first.content
    assert [second.headers[name] for name in SAME_HEADERS] == [first.headers[name] for name in SAME_HEADERS]
    assert second.headers["X-Request-ID"] != first.headers["X-Request-ID"]
    assert calls(workspace) == 1


def test_it_carries_the_security_headers_too(client: Client) -> None:
    first, second = client.get(PATHS), client.get(PATHS)

    assert dict(second.headers) == {**first.headers, "x-request-id": second.headers["x-request-id"]}


def test_the_log_names_its_route(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get(PATHS)

    with caplog.at_level(logging.INFO, "api.http"):
        client.get(PATHS)

    assert [
        json.loads(record.getMessage())["route"] for record in caplog.records if record.name.startswith("api.")
    ] == ["/v1/accounts/{key}/paths"]


def test_head_and_conditional_requests_are_answered_from_it(workspace: Workspace) -> None:
    client = workspace.client()
    tag = client.get(PATHS).headers["ETag"]

    answers = [
        client.call("HEAD", PATHS),
        *(client.get(PATHS, {"If-None-Match": value}) for value in (tag, "*", '"x"')),
    ]

    assert [answer.status_code for answer in answers] == [200, 304, 304, 200]
    assert {answer.headers["ETag"] for answer in answers} == {tag}
    assert calls(workspace) == 1


def test_what_the_caller_would_like_to_read_changes_nothing(client: Client) -> None:
    plain = client.get(PATHS)

    answers = [client.get(PATHS, {"Accept": kind}) for kind in ("text/html", "application/xml", "*/*")]

    assert {(answer.content, answer.headers["Content-Type"]) for answer in answers} == {
        (plain.content, "application/json")
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_no_other_method_is_answered_from_it(client: Client, method: str) -> None:
    client.get(PATHS)

    assert client.call(method, PATHS).status_code == 405


@pytest.mark.parametrize(
    "other",
    [
        f"{PATHS}?limit=1",
        f"{PATHS}?as_of=2026-01-31",
        f"{PATHS}?requester=rita@example.com",
        "/v1/accounts/com_lone/paths",
        "/v1/accounts/com_snow",
    ],
)
def test_another_question_has_its_own_answer(workspace: Workspace, other: str) -> None:
    client = workspace.client()
    first = client.get(PATHS)

    assert client.get(other).content == workspace.client().get(other).content
    assert client.get(PATHS).content == first.content


def test_it_is_made_anew_once_facts_or_policy_change(workspace: Workspace) -> None:
    client = workspace.client()
    client.get(PATHS)
    workspace.presenter.number += 1
    newer = client.get(PATHS)
    workspace.presenter.digest = "another"
    other = client.get(PATHS)

    assert newer.json()["revision"] == 43
    assert newer.headers["ETag"] != other.headers["ETag"]
    assert calls(workspace) == 3


def test_it_is_made_anew_the_next_day() -> None:
    presenter, days = FakePresenter(), [date(2026, 11, 21), date(2026, 11, 22)]
    check = KeyCheck(stored=list, now=lambda: NOW)
    client = Client(create_app(lambda: presenter, check, today=lambda: days[0]))
    client.get(PATHS)

    days.pop(0)

    assert client.get(PATHS).json()["as_of"] == "2026-11-22"


def test_nothing_is_kept_of_an_answer_during_which_somebody_wrote(workspace: Workspace) -> None:
    client, presenter = workspace.client(), workspace.presenter
    writes = iter([False, True])

    def write() -> None:
        presenter.number += next(writes, False)

    presenter.on_call = write
    client.get(PATHS)
    presenter.on_call, presenter.number = (lambda: None), 42

    client.get(PATHS)

    assert calls(workspace) == 2


@pytest.mark.parametrize("url", ["/v1/accounts/nobody/paths", f"{PATHS}?limit=0", "/v1/nowhere"])
def test_problems_are_not_kept(client: Client, url: str) -> None:
    first, second = client.get(url), client.get(url)

    assert first.status_code >= 400
    assert second.json()["request_id"] != first.json()["request_id"]


@pytest.mark.parametrize("error", [StoreBusy("x"), StoreUnavailable("x")])
def test_a_store_that_fails_is_told_though_the_answer_is_kept(workspace: Workspace, error: Exception) -> None:
    client = workspace.client()
    client.get(PATHS)

    def fail() -> None:
        raise error

    workspace.presenter.on_call = fail

    assert client.get(PATHS).status_code == 503


def test_each_key_has_its_own(workspace: Workspace) -> None:
    one, other = add_key(workspace), add_key(workspace)
    client = workspace.client()
    client.get(PATHS, {"X-API-Key": one})

    client.get(PATHS, {"X-API-Key": other})

    assert calls(workspace) == 2


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": "orb_live_guess"}, {"Authorization": "Basic cml0YTpyaXRh"}])
def test_without_a_key_nobody_gets_it(workspace: Workspace, headers: dict[str, str]) -> None:
    key = add_key(workspace)
    client = workspace.client()
    client.get(PATHS, {"X-API-Key": key})

    assert client.get(PATHS, headers).status_code == 401


def test_a_key_that_was_withdrawn_or_has_expired_opens_it_no_more(workspace: Workspace) -> None:
    key = add_key(workspace)
    client = workspace.client()
    client.get(PATHS, {"X-API-Key": key})
    stored = workspace.keys[0]
    workspace.keys[0] = replace(stored, revoked_at=NOW)
    withdrawn = client.get(PATHS, {"X-API-Key": key})
    workspace.keys[0], workspace.now = stored, stored.expires_at

    expired = client.get(PATHS, {"X-API-Key": key})

    assert (withdrawn.status_code, expired.status_code) == (401, 401)


def test_the_first_key_shuts_out_those_who_had_none(workspace: Workspace) -> None:
    client = workspace.client()
    client.get(PATHS)

    add_key(workspace)

    assert client.get(PATHS).status_code == 401


def test_others_do_not_get_what_was_kept_for_this_machine(workspace: Workspace) -> None:
    client = workspace.client()
    client.get(PATHS)

    assert Client(client.app, address="192.0.2.1").get(PATHS).status_code == 403
    assert client.get(PATHS, {"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    assert client.get(PATHS, {"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_kept_answers_count_as_calls(workspace: Workspace) -> None:
    key = add_key(workspace)
    client = workspace.client(calls=Rate(burst=2, per_second=0.1))

    assert [client.get(PATHS, {"X-API-Key": key}).status_code for _ in range(3)] == [200, 200, 429]


def test_two_apps_share_nothing() -> None:
    ours, theirs = Workspace(), Workspace()
    theirs.presenter.number = 7
    clients = [ours.client(), theirs.client()]

    revisions = [client.get(PATHS).json()["revision"] for client in (*clients, *clients)]

    assert revisions == [42, 7, 42, 7]


@dataclass
class Shop:
    """A served workspace on disk, and what another process does to it."""

    home: Path
    client: Client

    def get(self, key: str) -> httpx.Response:
        """Ask the server."""
        return self.client.get("/v1/accounts/snowpeak.example/paths", {"X-API-Key": key})

    def put_key(self, key: ApiKey) -> None:
        """Write a key as `orbit keys` does, in a process of its own."""
        with Opened.open(read_settings(self.home, {})) as elsewhere, elsewhere.store.writing() as batch:
            batch.put_key(key)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Opened.open(read_settings(tmp_path, {}), create=True) as opened:
        tell(opened, *(item for item in STORY if item not in SIGNALS))
        presenter = Presenter(opened)
        check = KeyCheck(stored=opened.store.keys, now=lambda: NOW)
        yield Shop(tmp_path, Client(create_app(lambda: presenter, check, today=lambda: NOW.date())))


def test_a_key_withdrawn_by_another_process_opens_nothing_at_once(shop: Shop) -> None:
    stored, key = new_key("crm", datetime.now(UTC) + timedelta(days=30))
    shop.put_key(stored)
    before = [shop.get(key).status_code for _ in range(2)]

    shop.put_key(replace(stored, revoked_at=NOW))

    assert before == [200, 200]
    assert shop.get(key).status_code == 401


def test_what_another_process_commits_is_in_the_next_answer(shop: Shop) -> None:
    stored, key = new_key("crm", datetime.now(UTC) + timedelta(days=30))
    shop.put_key(stored)
    before = [shop.get(key) for _ in range(2)]

    with Opened.open(read_settings(shop.home, {})) as elsewhere:
        tell(elsewhere, *SIGNALS)
    after = shop.get(key)

    assert [len(answer.json()["signals"]) for answer in (*before, after)] == [0, 0, 1]
    assert after.headers["ETag"] != before[0].headers["ETag"]
