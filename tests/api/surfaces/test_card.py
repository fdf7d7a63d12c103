"""What HubSpot's card is answered."""

from __future__ import annotations

import json

import pytest

from api.surfaces.launch import Refusal, Surface
from orbit.errors import StoreBusy
from tests.api.surfaces.conftest import Served
from tests.api.surfaces.launching import PORTAL

COMPANY = {"portalId": PORTAL, "objectTypeId": "0-2", "objectId": "77", "userEmail": "ana.ruiz@tidewell.example"}


def test_a_signed_card_gets_the_account_why_now_and_the_best_ways(served: Served) -> None:
    answer = served.card(COMPANY)

    told = answer.json()
    assert answer.status_code == 200
    assert (told["state"], told["account"]["name"]) == ("paths", "Snowpeak GmbH")
    assert [signal["title"] for signal in told["signals"]] == ["VP Sales role posted"]
    assert [(path["connector"]["name"], path["target"]["name"]) for path in told["paths"]] == [("Bo Krantz", "Dana Wu")]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_address_in_the_answer_opens_the_panel_for_the_same_user(served: Served) -> None:
    panel = served.card(COMPANY).json()["panel"]

    page = served.client("192.0.2.7").get(panel["url"])

    assert page.status_code == 200
    assert "https://app.hubspot.com" in page.headers["Content-Security-Policy"]


def test_the_answer_is_small(served: Served) -> None:
    assert len(served.card(COMPANY).content) < 20_000


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ({**COMPANY, "objectId": "999"}, "no_account"),
        ({**COMPANY, "objectTypeId": "0-1", "objectId": "78"}, "paths"),
        ({**COMPANY, "objectTypeId": "0-3"}, "no_account"),
    ],
)
def test_records_that_are_not_known_are_told_as_such(served: Served, query: dict[str, str], state: str) -> None:
    answer = served.card(query)

    assert (answer.status_code, answer.json()["state"]) == (200, state)
    assert answer.json()["reason"] if state == "no_account" else answer.json()["account"]


def test_a_forged_card_is_refused(served: Served) -> None:
    answer = served.card(COMPANY, secret="another secret, longer")  # noqa: S106

    assert answer.status_code == 401
    assert answer.json()["detail"] == Refusal.FORGED


@pytest.mark.parametrize(("age", "refusal"), [(301, Refusal.EXPIRED), (-301, Refusal.EARLY)])
def test_a_card_of_another_time_is_refused(served: Served, age: int, refusal: Refusal) -> None:
    assert served.card(COMPANY, age=age).json()["detail"] == refusal


def test_a_card_is_answered_once(served: Served) -> None:
    answers = [served.card(COMPANY), served.card(COMPANY)]

    assert [answer.status_code for answer in answers] == [200, 401]
    assert answers[1].json()["detail"] == Refusal.USED


def test_a_card_that_failed_here_may_be_asked_for_once_more(served: Served) -> None:
    answering = served.presenter.account

    def busy(*_: object, **__: object) -> dict[str, object]:
        raise StoreBusy("somebody writes")

    served.presenter.account = busy  # type: ignore[method-assign]
    first = served.card(COMPANY)
    served.presenter.account = answering  # type: ignore[method-assign]

    assert [first.status_code, served.card(COMPANY).status_code] == [503, 200]


def test_another_portal_is_refused(served: Served) -> None:
    assert served.card({**COMPANY, "portalId": "1"}).status_code == 403


def test_a_portal_that_is_not_connected_is_refused(served: Served) -> None:
    served.connections.remove(Surface.HUBSPOT)

    answer = served.card(COMPANY)

    assert (answer.status_code, answer.json()["detail"]) == (403, Refusal.UNCONNECTED)


def test_no_key_opens_the_card_and_it_is_no_part_of_the_api(served: Served) -> None:
    _, text = served.key()

    answer = served.client().get("/v1/surfaces/hubspot/card?portalId=62515", {"X-API-Key": text})

    assert answer.status_code == 401
    assert "/v1/surfaces/hubspot/card" not in served.client().get("/openapi.json").json()["paths"]


def test_a_signal_without_a_safe_link_has_none(served: Served) -> None:
    told = served.card(COMPANY).json()

    assert all(signal["url"] is None or signal["url"].startswith("https://") for signal in told["signals"])


@pytest.mark.parametrize("surface", ["hubspot", "salesforce", "pipedrive", "orbit"])
def test_tokens_are_for_pages_that_have_no_signature_of_their_own(served: Served, surface: str) -> None:
    answer = served.client().call("POST", "/v1/embed-tokens", json={"surface": surface})

    assert answer.status_code == 400


@pytest.mark.parametrize("body", [{"user": "nobody"}, {"object": "x" * 513}, {"surface": "x"}, {"workspace": "other"}])
def test_a_token_for_something_else_is_refused(served: Served, body: dict[str, str]) -> None:
    assert served.client().call("POST", "/v1/embed-tokens", json=body).status_code in {400, 422}


def test_a_token_says_when_it_ends_and_where_it_leads(served: Served) -> None:
    told = served.client().call("POST", "/v1/embed-tokens", json={"object": "snowpeak.example"}).json()

    assert told["expires_at"] == "2026-11-21T09:05:00Z"
    assert told["url"].startswith("http://127.0.0.1:8000/embed/token?token=")
    assert json.dumps(told).count(told["token"]) == 2
