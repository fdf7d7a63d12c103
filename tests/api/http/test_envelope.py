"""What every answer carries, and what the log says of it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest

from api.http.envelope import SECURITY_HEADERS
from api.http.server import log_to_stderr
from tests.api.http.conftest import Client, Workspace

OURS = logging.getLogger("api.http")
CANARY = "Canary-Quillfeather"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[dict[str, object]]]]:
    """Return a reader of the app's log lines."""
    with caplog.at_level(logging.DEBUG):
        yield lambda: [json.loads(r.getMessage()) for r in caplog.records if r.name.startswith("api.")]


@pytest.mark.parametrize(
    "path", ["/", "/v1/week", "/livez", "/nowhere", "/static/app.css", "/v1/accounts?limit=0", "/%00"]
)
def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_a_fault_carries_them_too(failing: Callable[[Exception], Client]) -> None:
    answer = failing(RuntimeError("x")).get("/v1/week")

    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_no_page_may_run_foreign_code_or_be_framed(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"].split("; ")

    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert "unsafe" not in " ".join(policy)


def test_a_given_request_id_comes_back(client: Client) -> None:
    assert client.get("/livez", {"X-Request-ID": "abc-1.2_3"}).headers["X-Request-ID"] == "abc-1.2_3"


@pytest.mark.parametrize("given", ["", "a b", "a" * 65, '{"a":1}', "a;b", "a\tb"])
def test_a_request_id_of_other_letters_or_length_is_replaced(client: Client, given: str) -> None:
    made = client.get("/livez", {"X-Request-ID": given}).headers["X-Request-ID"]

    assert made != given
    assert len(made) == 16


@pytest.fixture
def own_log() -> Iterator[None]:
    """Put the log back as it was."""
    before = OURS.handlers[:], OURS.level, OURS.propagate
    yield
    OURS.handlers[:], OURS.level, OURS.propagate = before


def test_when_serving_each_request_is_one_line_of_json(
    client: Client, own_log: None, capsys: pytest.CaptureFixture[str]
) -> None:
    log_to_stderr()
    log_to_stderr()

    client.get("/livez")

    assert [json.loads(line)["route"] for line in capsys.readouterr().err.splitlines()] == ["/livez"]


def test_the_log_has_one_line_per_request(client: Client, lines: Callable[[], list[dict[str, object]]]) -> None:
    client.get("/v1/accounts/com_snow/paths?limit=3", {"X-Request-ID": "r1"})

    (line,) = lines()
    assert line.keys() == {"at", "request_id", "method", "route", "status", "ms"}
    assert (line["request_id"], line["method"], line["status"]) == ("r1", "GET", 200)
    assert line["route"] == "/v1/accounts/{key}/paths"


def test_a_made_up_method_is_not_repeated(client: Client, lines: Callable[[], list[dict[str, object]]]) -> None:
    client.call("CANARY", "/v1/week")

    assert lines()[0]["method"] == "OTHER"


@pytest.mark.parametrize(
    "url",
    [
        f"/v1/accounts/{CANARY}/paths?requester={CANARY}",
        f"/v1/people/{CANARY}?as_of={CANARY}",
        f"/v1/week?rep={CANARY}",
        f"/v1/search?text={CANARY}",
        f"/v1/suggest?text={CANARY}",
        f"/{CANARY}?{CANARY}={CANARY}",
        f"/static/{CANARY}",
    ],
)
def test_no_name_from_an_address_reaches_the_log(client: Client, caplog: pytest.LogCaptureFixture, url: str) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get(url, {"User-Agent": CANARY, "Referer": CANARY, "X-API-Key": CANARY})

    # The test's own HTTP client logs what it sends.
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore", "asyncio"))]
    assert ours
    assert not [r for r in ours if CANARY.casefold() in r.getMessage().casefold()]


def test_a_fault_is_logged_by_its_class_alone(
    failing: Callable[[Exception], Client], lines: Callable[[], list[dict[str, object]]]
) -> None:
    failing(KeyError(CANARY)).get("/v1/week", {"X-Request-ID": "r1"})

    assert lines()[0] == {"request_id": "r1", "fault": "KeyError"}
    assert CANARY not in json.dumps(lines())


def test_no_name_from_a_body_is_logged(workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        workspace.client().call("POST", "/v1/week", content=CANARY.encode())

    assert CANARY not in caplog.text
