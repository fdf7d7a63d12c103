"""Panels of somebody who signed in to Orbit: they end with the session, the user, and at the next call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.signin import users
from api.signin.entrance import Entrance
from api.signin.links import INVITATION, invite
from api.signin.sessions import IDLE
from api.surfaces.launch import Refusal
from api.web.panels import add_panels
from orbit.access import Role
from tests.api.http.conftest import Client
from tests.api.signin.conftest import OURS, Browser
from tests.api.surfaces.conftest import Served
from tests.api.surfaces.test_panel import bearer_of, call

EMAIL = "ida@example.com"


@pytest.fixture
def browser(served: Served) -> Browser:
    """Return a browser in which Ida, a rep, has signed in."""
    store = served.workspace.store
    users.add_user(store, users.new_user("ann@example.com", "Ann Aas", Role.ADMIN, at=served.now))
    users.add_user(store, users.new_user(EMAIL, "Ida Berg", Role.REP, at=served.now))
    return another(served)


def another(served: Served) -> Browser:
    """Return one more browser in which Ida has signed in."""
    store, now = served.workspace.store, lambda: served.now
    entrance = Entrance.of(store, served.workspace.settings, now, lambda: 0.0)
    keys = KeyCheck(stored=store.keys, now=now, entrance=entrance)
    served.app = create_app(lambda: served.presenter, keys, today=lambda: served.now.date())
    add_panels(served.app, served.reception)
    browser = Browser(Client(served.app, "127.0.0.1", "http://127.0.0.1:8000"))
    user = next(user for user in store.users() if user.email == EMAIL)
    browser.post(f"/welcome/{invite(store, user, at=served.now, lasts=INVITATION)}", {})
    assert browser.cookie
    return browser


def shown(browser: Browser) -> str:
    """Open the panel from Orbit's own pages; return its token."""
    return bearer_of(browser.get("/embed/panel?key=snowpeak.example"))


def made(served: Served, browser: Browser) -> str:
    """Make a token for a page of one's own, open the panel by it, and return the token of the panel."""
    told = browser.client.call(
        "POST", "/v1/embed-tokens", {**OURS, "Cookie": browser.cookie or ""}, json={"object": "snowpeak.example"}
    )
    assert told.status_code == 201, told.text
    return bearer_of(served.client("192.0.2.7").get(told.json()["url"]))


def renewed(served: Served, bearer: str) -> httpx.Response:
    return call(served, bearer, "/embed/renew")


def sign_out(_served: Served, browser: Browser) -> None:
    browser.post("/sign-out", {})


def sign_out_everywhere(served: Served, _browser: Browser) -> None:
    another(served).post("/sign-out/everywhere", {})


def forget(served: Served, _browser: Browser) -> None:
    store = served.workspace.store
    with store.writing() as batch:
        batch.access.forget_user(next(user.id for user in store.users() if user.email == EMAIL))


ENDS: list[Callable[[Served, Browser], None]] = [sign_out, sign_out_everywhere, forget]


@pytest.mark.parametrize("end", ENDS)
def test_a_panel_that_was_opened_from_a_session_ends_with_it(
    served: Served, browser: Browser, end: Callable[[Served, Browser], None]
) -> None:
    panels = [shown(browser), made(served, browser)]
    before = [renewed(served, panel).status_code for panel in panels]

    end(served, browser)

    after = [renewed(served, panel) for panel in panels]
    assert before == [200, 200]
    assert [(told.status_code, told.json()["detail"]) for told in after] == [(401, Refusal.SIGNED_OUT)] * 2


def test_a_panel_of_somebody_who_is_shut_out_ends_at_once(served: Served, browser: Browser) -> None:
    panels = [shown(browser), made(served, browser)]

    users.disable(served.workspace.store, EMAIL, at=served.now)

    told = [renewed(served, panel) for panel in panels]
    assert [(one.status_code, one.json()["detail"]) for one in told] == [(401, Refusal.SWITCHED_OFF)] * 2


def test_a_token_that_nobody_used_yet_ends_with_the_session_too(served: Served, browser: Browser) -> None:
    headers = {**OURS, "Cookie": browser.cookie or ""}
    told = browser.client.call("POST", "/v1/embed-tokens", headers, json={"object": "snowpeak.example"}).json()
    browser.post("/sign-out", {})

    assert served.client("192.0.2.7").get(told["url"]).status_code == 401


def test_signing_out_in_one_browser_leaves_the_panels_of_another(served: Served, browser: Browser) -> None:
    other = another(served)
    panel = shown(other)

    browser.post("/sign-out", {})

    assert renewed(served, panel).status_code == 200


def test_a_session_that_went_unused_for_too_long_ends_its_panels(served: Served, browser: Browser) -> None:
    panel = shown(browser)
    served.now += timedelta(minutes=9)
    renewed_once = renewed(served, panel)

    served.now += IDLE

    assert renewed_once.status_code == 200
    assert renewed(served, renewed_once.json()["bearer"]).status_code == 401


def test_signing_out_everywhere_ends_every_session(served: Served, browser: Browser) -> None:
    other = another(served)

    answer = browser.post("/sign-out/everywhere", {})

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert other.get("/embed/panel").status_code in {303, 401}
    assert served.workspace.store.users() != []
