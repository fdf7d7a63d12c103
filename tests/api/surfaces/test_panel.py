"""The panel as it is launched, shown, and written through."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.surfaces.launch import Refusal, Surface
from orbit.access import Right, Role, User
from tests.api.presenter.story import tell
from tests.api.surfaces.conftest import Served
from tests.api.surfaces.launching import COMPANY, canvas, token
from tests.factories import company

PIPEDRIVE = "/embed/pipedrive?id=f1&resource=organization&selectedIds=42&view=details&theme=dark"
FAVOUR = "linkedin_recommendation"


def text_of(answer: httpx.Response) -> str:
    words = re.sub(r"<(?:/?bdi|/?time)[^>]*>", "", answer.text)
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", words).split()))


def bearer_of(answer: httpx.Response) -> str:
    found = re.search(r'data-bearer="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


def salesforce(served: Served, signed: str) -> httpx.Response:
    return served.client("192.0.2.7").call("POST", "/embed/salesforce", data={"signed_request": signed})


def pipedrive(served: Served, **claims: Any) -> httpx.Response:
    ends = int((served.now + timedelta(minutes=5)).timestamp())
    return served.client("192.0.2.7").get(f"{PIPEDRIVE}&token={token(**{'exp': ends, **claims})}")


def opened(served: Served, key: str, user: str | None = None, **headers: str) -> httpx.Response:
    made = served.client().call("POST", "/v1/embed-tokens", headers, json={"object": key, "user": user})
    assert made.status_code == 201, made.text
    return served.client("192.0.2.7").get(made.json()["url"])


def asked(served: Served, page: httpx.Response, key: str = "a" * 16, **changes: str) -> httpx.Response:
    found = dict(re.findall(r'data-(account|target|connector)="([^"]+)"', page.text))
    body = {"key": key, **found, "favour": FAVOUR, **changes}
    return call(served, bearer_of(page), "/embed/asks", body)


def call(served: Served, bearer: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
    return served.client("192.0.2.7").call("POST", path, {"Authorization": f"Bearer {bearer}"}, json=body or {})


def log_of(served: Served) -> list[list[str]]:
    asks = served.client().get("/v1/asks").json()["items"]
    return [[event["kind"] for event in ask["events"]] for ask in asks]


def test_salesforce_opens_it_for_its_account(served: Served) -> None:
    page = salesforce(served, canvas())

    assert page.status_code == 200
    assert "VP Sales role posted" in text_of(page)
    assert "Bo Krantz → Dana Wu" in text_of(page)


def test_pipedrive_opens_it_for_its_organization(served: Served) -> None:
    page = pipedrive(served)

    assert page.status_code == 200
    assert "Snowpeak GmbH" in text_of(page)
    assert '<html lang="en" data-theme="dark">' in page.text


@pytest.mark.parametrize(
    "key",
    [
        "snowpeak.example",
        "Snowpeak",
        "https://www.linkedin.com/company/snowpeak/",
        "hubspot:62515:company:77",
        "salesforce:-:account:001Qy00000AbCdE",
        "pipedrive:-:organization:42",
    ],
)
def test_an_account_is_found_by_whatever_a_sidebar_knows(served: Served, key: str) -> None:
    assert "Bo Krantz → Dana Wu" in text_of(opened(served, key))


@pytest.mark.parametrize("key", ["dana.wu@snowpeak.example", "linkedin.com/in/dana-wu", "hubspot:62515:contact:78"])
def test_a_person_is_found_by_whatever_a_sidebar_knows(served: Served, key: str) -> None:
    assert "Ways to Dana Wu." in text_of(opened(served, key))


@pytest.mark.parametrize(
    "key", ["hubspot:62515:0-3:77", "pipedrive:8123456:organization:77", "hubspot:62515:company:7"]
)
def test_a_record_that_only_bears_the_same_number_is_not_taken_for_it(served: Served, key: str) -> None:
    assert "No account found" in text_of(opened(served, key))


def test_where_records_of_several_instances_are_known_it_says_which(served: Served) -> None:
    tell(served.workspace, company("nordlys", ids=["pipedrive:77:organization:42"]))

    page = text_of(opened(served, "pipedrive:-:organization:42"))

    assert f"several Pipedrive accounts were imported (77, {COMPANY})" in page
    assert "Look it up by name" in page


def test_a_stranger_leads_to_colleagues(served: Served) -> None:
    assert "Bo Krantz → Dana Wu" in text_of(opened(served, "nobody.known@snowpeak.example"))


def test_an_unknown_record_is_told_with_a_way_on(served: Served) -> None:
    page = opened(served, "Snowpaek Gmbh Holding")

    assert page.status_code == 200
    assert "No account found" in text_of(page)
    assert 'name="key"' in page.text


def test_an_account_without_a_path_says_what_would_make_one(served: Served) -> None:
    assert "No verified path yet" in text_of(opened(served, "oldco.example"))


def test_the_words_are_there_to_be_copied_and_mailed(served: Served) -> None:
    page = opened(served, "snowpeak.example")

    assert "mailto:?subject=" in page.text
    assert page.text.count("data-copy=") == 2


def test_an_ask_is_made_in_the_name_of_the_user(served: Served) -> None:
    page = opened(served, "snowpeak.example", "Ana.Ruiz@tidewell.example")

    told = asked(served, page)

    assert (told.status_code, told.json()["state"]) == (201, "sent")
    ask = served.client().get("/v1/asks").json()["items"][0]
    assert {event["by"] for event in ask["events"]} == {"ana.ruiz@tidewell.example"}
    assert ask["reciprocity"]["what"] == FAVOUR


def test_an_ask_that_is_logged_twice_is_one(served: Served) -> None:
    page = opened(served, "snowpeak.example")

    first, second = asked(served, page), asked(served, page)

    assert first.json() == second.json()
    assert log_of(served) == [["planned", "sent"]]


def test_an_ask_that_was_logged_is_shown_as_logged(served: Served) -> None:
    asked(served, opened(served, "snowpeak.example"))

    page = opened(served, "snowpeak.example")

    assert "Asked since" in text_of(page)
    assert "data-log" not in page.text


def test_an_ask_can_be_taken_back_and_made_again(served: Served) -> None:
    page = opened(served, "snowpeak.example")
    number = asked(served, page).json()["ask"]

    undone = call(served, bearer_of(page), f"/embed/asks/{number}/undo", {"key": "a" * 16})
    again = call(served, bearer_of(page), f"/embed/asks/{number}/undo", {"key": "a" * 16})
    repeated = asked(served, page, key="b" * 16)

    assert [undone.json(), again.json()] == [{"ask": number, "state": "withdrawn"}] * 2
    assert repeated.status_code == 201
    assert log_of(served) == [["planned", "sent"], ["planned", "sent", "taken_back", "withdrawn"]]


def test_nobody_takes_back_what_another_logged(served: Served) -> None:
    number = asked(served, opened(served, "snowpeak.example", "ana.ruiz@tidewell.example")).json()["ask"]

    told = call(served, bearer_of(pipedrive(served)), f"/embed/asks/{number}/undo", {"key": "a" * 16})

    assert told.status_code == 400
    assert log_of(served) == [["planned", "sent"]]


def test_a_refused_ask_says_why_and_leaves_no_trace(served: Served) -> None:
    page = opened(served, "snowpeak.example")

    told = asked(served, page, favour="a_yacht")

    assert told.status_code == 400
    assert log_of(served) == []


@pytest.mark.parametrize("more", [{"extra": "x"}, {"key": "short"}, {"target": ""}])
def test_a_call_of_another_shape_is_refused(served: Served, more: dict[str, str]) -> None:
    assert asked(served, opened(served, "snowpeak.example"), **more).status_code == 422


def test_a_panel_gets_another_token_before_its_own_ends(served: Served) -> None:
    first = bearer_of(opened(served, "snowpeak.example"))
    served.now += timedelta(minutes=9)

    second = call(served, first, "/embed/renew").json()["bearer"]
    served.now += timedelta(minutes=9)

    assert call(served, first, "/embed/renew").status_code == 401
    assert call(served, second, "/embed/renew").status_code == 200


def test_a_panel_ends_with_the_working_day(served: Served) -> None:
    bearer = bearer_of(opened(served, "snowpeak.example"))

    statuses = []
    for _ in range(80):
        served.now += timedelta(minutes=9)
        told = call(served, bearer, "/embed/renew")
        statuses.append(told.status_code)
        bearer = told.json().get("bearer", bearer)

    assert statuses.count(200) * 9 <= 600
    assert statuses[-1] == 401


def test_another_record_is_shown_in_an_open_panel(served: Served) -> None:
    bearer = bearer_of(opened(served, "snowpeak.example"))

    page = served.client("192.0.2.7").call(
        "POST", "/embed/panel", data={"bearer": bearer, "key": " northwind.example "}
    )

    assert page.status_code == 200
    assert "Northwind" in text_of(page).title()


@pytest.mark.parametrize("path", ["/embed/panel", "/embed/token", "/embed/salesforce"])
def test_a_form_without_anything_opens_nothing(served: Served, path: str) -> None:
    page = served.client("192.0.2.7").call("POST", path)

    assert page.status_code == 401
    assert "Orbit did not open" in text_of(page)


def test_a_launch_is_good_once_in_whichever_process(served: Served) -> None:
    signed = canvas()

    pages = [salesforce(served, signed), salesforce(served, signed), pipedrive(served), pipedrive(served)]

    assert [page.status_code for page in pages] == [200, 401, 200, 401]
    assert Refusal.USED in text_of(pages[1])


def test_a_token_of_ours_is_good_once(served: Served) -> None:
    url = served.client().call("POST", "/v1/embed-tokens", json={"object": "snowpeak.example"}).json()["url"]

    assert [served.client("192.0.2.7").get(url).status_code for _ in range(2)] == [200, 401]


def test_a_token_of_ours_can_be_posted_so_that_no_address_bears_it(served: Served) -> None:
    made = served.client().call("POST", "/v1/embed-tokens", json={"object": "snowpeak.example"}).json()

    page = served.client("192.0.2.7").call("POST", "/embed/token", data={"token": made["token"], "theme": "light"})

    assert page.status_code == 200
    assert 'data-theme="light"' in page.text


def test_a_forged_or_late_launch_is_refused_with_what_to_do(served: Served) -> None:
    forged, late = salesforce(served, canvas("another secret, longer")), pipedrive(served, exp=1)

    assert [forged.status_code, late.status_code] == [401, 401]
    assert Refusal.FORGED in text_of(forged)
    assert Refusal.EXPIRED in text_of(late)


def test_another_account_of_the_crm_is_refused(served: Served) -> None:
    page = pipedrive(served, companyId=int(COMPANY) + 1)

    assert page.status_code == 403
    assert Refusal.ELSEWHERE in text_of(page)


def test_a_crm_that_is_not_connected_opens_nothing(served: Served) -> None:
    bearer = bearer_of(pipedrive(served))
    served.connections.remove(Surface.PIPEDRIVE)

    page = pipedrive(served)

    assert page.status_code == 403
    assert Refusal.UNCONNECTED in text_of(page)
    assert call(served, bearer, "/embed/renew").status_code == 401


def test_a_page_that_may_hold_no_panel_any_more_ends_those_it_holds(served: Served) -> None:
    bearer = bearer_of(opened(served, "snowpeak.example"))
    served.connections.remove(Surface.EMBED)

    assert call(served, bearer, "/embed/renew").status_code == 401


def test_a_panel_opens_outside_of_frames_before_any_page_may_hold_it(served: Served) -> None:
    served.connections.remove(Surface.EMBED)

    page = opened(served, "snowpeak.example")

    assert page.status_code == 200
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert call(served, bearer_of(page), "/embed/renew").status_code == 200


def test_salesforce_says_who_lets_a_user_in(served: Served) -> None:
    page = served.client("192.0.2.7").get("/embed/salesforce?_sfdc_canvas_auth=user_approval_required")

    assert page.status_code == 403
    assert "pre-authorized" in text_of(page)


def test_a_user_who_was_switched_off_is_out_at_once(served: Served) -> None:
    page = salesforce(served, canvas())
    user = User("u1", "ana.ruiz@tidewell.example", "Ana Ruiz", Role.REP, served.now, disabled_at=served.now)
    with served.workspace.store.writing() as batch:
        batch.access.put_user(user)

    told = call(served, bearer_of(page), "/embed/renew")

    assert told.status_code == 401
    assert told.json()["detail"] == Refusal.SWITCHED_OFF


def test_a_key_that_was_withdrawn_closes_the_panels_it_opened(served: Served) -> None:
    key, text = served.key()
    page = opened(served, "snowpeak.example", **{"X-API-Key": text})
    with served.workspace.store.writing() as batch:
        batch.put_key(replace(key, revoked_at=served.now))

    told = call(served, bearer_of(page), "/embed/renew")

    assert told.status_code == 401
    assert told.json()["detail"] == Refusal.WITHDRAWN


def test_a_key_that_has_expired_closes_the_panels_it_opened(served: Served) -> None:
    key, text = served.key()
    page = opened(served, "snowpeak.example", **{"X-API-Key": text})
    with served.workspace.store.writing() as batch:
        batch.put_key(replace(key, expires_at=served.now))

    told = call(served, bearer_of(page), "/embed/renew")

    assert told.status_code == 401
    assert told.json()["detail"] == Refusal.WITHDRAWN


def test_a_token_that_was_made_with_a_withdrawn_key_opens_nothing(served: Served) -> None:
    key, text = served.key()
    made = served.client().call("POST", "/v1/embed-tokens", {"X-API-Key": text}, json={"object": "snowpeak.example"})
    with served.workspace.store.writing() as batch:
        batch.put_key(replace(key, revoked_at=served.now))

    page = served.client("192.0.2.7").get(made.json()["url"])

    assert page.status_code == 401
    assert "was withdrawn or has expired" in text_of(page)


def test_a_key_that_may_only_read_opens_panels_that_only_read(served: Served) -> None:
    _, text = served.key(frozenset({Right.READ}))
    page = opened(served, "snowpeak.example", **{"X-API-Key": text})
    full = opened(served, "snowpeak.example", **{"X-API-Key": served.key()[1]})

    assert "You may not log asks here" in text_of(page)
    body = dict(re.findall(r'data-(account|target|connector)="([^"]+)"', full.text))
    told = call(served, bearer_of(page), "/embed/asks", {"key": "a" * 16, "favour": FAVOUR, **body})
    assert told.status_code == 403


def test_the_token_of_a_panel_opens_nothing_else(served: Served) -> None:
    served.key()
    bearer = bearer_of(pipedrive(served))

    answers = [
        served.client("192.0.2.7").get(path, {"Authorization": f"Bearer {bearer}"})
        for path in (
            "/v1/week",
            "/v1/people/per_1",
            "/embed/panel?key=snowpeak.example",
            f"/embed/token?token={bearer}",
        )
    ]

    assert [answer.status_code for answer in answers] == [401, 401, 401, 401]


def test_the_readers_own_panel_is_for_those_who_may_read(served: Served) -> None:
    assert served.client().get("/embed/panel?key=snowpeak.example").status_code == 200
    assert served.client("192.0.2.7").get("/embed/panel?key=snowpeak.example").status_code in {401, 403}
    other = {"Sec-Fetch-Site": "cross-site"}
    assert served.client().get("/embed/panel?key=snowpeak.example", other).status_code == 403


PAGES = [
    ("/embed/pipedrive", "https://*.pipedrive.com"),
    ("/embed/salesforce", "https://*.lightning.force.com https://*.my.salesforce.com"),
    ("/embed/panel?key=x", "'none'"),
    ("/", "'none'"),
]


@pytest.mark.parametrize(("path", "ancestors"), PAGES)
def test_each_page_is_held_by_the_pages_of_its_surface_alone(served: Served, path: str, ancestors: str) -> None:
    headers = served.client().get(path).headers

    assert f"frame-ancestors {ancestors};" in headers["Content-Security-Policy"]
    assert ("X-Frame-Options" in headers) is (ancestors == "'none'")
    assert "trusted-types" in headers["Content-Security-Policy"]


def test_a_page_of_the_workspace_that_holds_a_panel_is_named_by_the_workspace(served: Served) -> None:
    served.connect(Surface.EMBED, "", "https://intranet.example.com")

    page = opened(served, "snowpeak.example")

    assert "frame-ancestors https://intranet.example.com;" in page.headers["Content-Security-Policy"]


def test_a_refused_token_can_be_read_in_every_connected_page(served: Served) -> None:
    policy = served.client().get("/embed/token?token=x").headers["Content-Security-Policy"]

    assert "https://app.hubspot.com" in policy
    assert "https://*.pipedrive.com" in policy


def test_a_panel_sets_no_cookie_and_is_not_kept(served: Served) -> None:
    for page in (pipedrive(served), salesforce(served, canvas()), opened(served, "snowpeak.example")):
        assert "set-cookie" not in page.headers
        assert page.headers["Cache-Control"] == "no-store"


def test_names_are_shown_as_text(served: Served) -> None:
    page = opened(served, '<img src=x onerror="alert(1)">')

    assert "<img" not in page.text


@pytest.mark.parametrize("body", [b"\xff", b"bearer=" + b"&a=1" * 100, b"signed_request=%ff"])
def test_a_form_that_is_none_is_told(served: Served, body: bytes) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    answer = served.client("192.0.2.7").call("POST", "/embed/salesforce", kind, content=body)

    assert answer.status_code in {401, 422}


def test_what_the_crm_says_does_not_reach_the_log(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "api"):
        page = pipedrive(served)
        asked(served, page)

    lines = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("api"))
    assert "/embed/pipedrive" in lines
    assert not [told for told in (token(), bearer_of(page), "Dana", "Snowpeak", "42") if f'"{told}' in lines]
