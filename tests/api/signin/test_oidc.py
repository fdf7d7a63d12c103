"""Signing in by an identity provider, tried with one that tells the truth, and with ones that do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from joserfc import jwk

from api.signin.users import disable
from orbit.access import Role
from orbit.settings import OidcSettings
from tests.api.signin.conftest import FOREIGN, Browser, MakeOffice, Office
from tests.api.signin.provider import CLIENT, CLIENT_PHRASE, Provider, serving

HERE = "http://orbit.example:8000"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving(Provider()) as provider:
        yield provider


@pytest.fixture
def office(make_office: MakeOffice, provider: Provider) -> Office:
    office = make_office(HERE, OidcSettings(provider.url, CLIENT, CLIENT_PHRASE))
    provider.now = int(office.now.timestamp())
    return office


def leave(browser: Browser, provider: Provider, next_: str = "/notes") -> dict[str, str]:
    """Go to the provider; return what it sends the browser back with."""
    led = browser.get(f"/sign-in/oidc?{urlencode({'next': next_})}")
    assert led.status_code == 303, led.text
    return provider.authorize(led.headers["Location"])


def come_back(browser: Browser, query: dict[str, str]) -> httpx.Response:
    return browser.get(f"/sign-in/oidc/callback?{urlencode(query)}", FOREIGN)


def enter(office: Office, provider: Provider) -> tuple[Browser, httpx.Response]:
    browser = office.browser()
    return browser, come_back(browser, leave(browser, provider))


def test_a_known_user_comes_in_and_to_the_page_they_wanted(office: Office, provider: Provider) -> None:
    office.user()

    browser, led = enter(office, provider)

    assert (led.status_code, led.headers["Location"]) == (303, "/notes")
    assert browser.get("/notes").text == "Notes of ida@example.com"


def test_the_provider_is_asked_as_the_standard_says(office: Office, provider: Provider) -> None:
    browser = office.browser()

    url = urlsplit(browser.get("/sign-in/oidc").headers["Location"])
    asked = dict(parse_qsl(url.query))

    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{provider.url}/authorize"
    assert asked["redirect_uri"] == f"{HERE}/sign-in/oidc/callback"
    assert (asked["response_type"], asked["code_challenge_method"], asked["scope"]) == (
        "code",
        "S256",
        "openid email profile",
    )
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 32
    assert CLIENT_PHRASE not in url.query


def test_what_the_browser_keeps_meanwhile_holds_no_secret(office: Office, provider: Provider) -> None:
    browser = office.browser()

    leave(browser, provider)

    assert browser.cookie is not None
    assert provider.asked["nonce"] not in browser.cookie
    assert browser.get("/notes").status_code == 303


def test_every_departure_is_another_one(office: Office, provider: Provider) -> None:
    states = set()
    for _ in range(3):
        leave(office.browser(), provider)
        states.add((provider.asked["state"], provider.asked["nonce"], provider.asked["code_challenge"]))

    assert len(states) == 3


LIES: dict[str, Callable[[Provider], object]] = {
    "another signer": lambda one: setattr(one, "signs_with", jwk.RSAKey.generate_key(2048, {"kid": "one"})),
    "no signature": lambda one: setattr(one, "algorithm", "none"),
    "another issuer": lambda one: one.claims.update(iss="https://evil.example"),
    "another program": lambda one: one.claims.update(aud="other"),
    "another party": lambda one: one.claims.update(aud=[CLIENT, "other"], azp="other"),
    "another nonce": lambda one: one.claims.update(nonce="x"),
    "no nonce": lambda one: setattr(one, "without", ("nonce",)),
    "no end": lambda one: setattr(one, "without", ("exp",)),
    "ended": lambda one: one.claims.update(exp=one.now - 120),
    "no address": lambda one: setattr(one, "without", ("email",)),
    "unconfirmed address": lambda one: one.claims.update(email_verified=False),
    "address not said to be confirmed": lambda one: setattr(one, "without", ("email_verified",)),
    "the word true": lambda one: one.claims.update(email_verified="true"),
    "somebody unknown": lambda one: one.claims.update(email="eve@example.com"),
    "a list for an address": lambda one: one.claims.update(email=["ida@example.com"]),
    "another name of itself": lambda one: one.published.update(issuer="https://evil.example"),
    "an address that is none": lambda one: one.published.update(jwks_uri="file:///etc/passwd"),
}


@pytest.mark.parametrize("lie", LIES)
def test_whoever_lies_lets_nobody_in(office: Office, provider: Provider, lie: str) -> None:
    office.user()
    LIES[lie](provider)
    browser = office.browser()
    led = browser.get("/sign-in/oidc")
    told = come_back(browser, provider.authorize(led.headers["Location"])) if led.status_code == 303 else led

    assert told.status_code in {401, 503}
    assert 'role="alert"' in told.text
    assert browser.get("/notes").status_code == 303


BROUGHT: dict[str, Callable[[dict[str, str]], object]] = {
    "another state": lambda query: query.update(state="x"),
    "no state": lambda query: query.pop("state"),
    "a state that is no ASCII": lambda query: query.update(state="é"),
    "another code": lambda query: query.update(code="code-2"),
    "no code": lambda query: query.pop("code"),
    "a refusal": lambda query: (query.pop("code"), query.update(error="access_denied")),
    "another provider": lambda query: query.update(iss="https://evil.example"),
}


@pytest.mark.parametrize("what", BROUGHT)
def test_an_answer_that_does_not_belong_here_lets_nobody_in(office: Office, provider: Provider, what: str) -> None:
    office.user()
    browser = office.browser()
    query = leave(browser, provider)
    BROUGHT[what](query)

    assert come_back(browser, query).status_code == 401
    assert browser.get("/notes").status_code == 303


@pytest.mark.parametrize("cookie", [None, "orbit_session=oidc.", "orbit_session=oidc.W10.AA", "orbit_session=x"])
def test_an_answer_in_another_browser_lets_nobody_in(office: Office, provider: Provider, cookie: str | None) -> None:
    office.user()
    query = leave(office.browser(), provider)
    other = office.browser()
    other.cookie = cookie

    assert come_back(other, query).status_code == 401


def test_whoever_takes_too_long_begins_anew(office: Office, provider: Provider) -> None:
    office.user()
    browser = office.browser()
    query = leave(browser, provider)
    office.now += timedelta(minutes=11)

    assert "took too long" in come_back(browser, query).text


def test_whoever_is_disabled_stays_outside(office: Office, provider: Provider) -> None:
    office.user("rita@example.com", Role.ADMIN)
    office.user()
    disable(office.store, "ida@example.com", at=office.now)

    _, told = enter(office, provider)

    assert (told.status_code, "disabled" in told.text) == (401, True)


def with_settings(office: Office, **more: Any) -> Office:
    assert office.settings.oidc is not None
    return replace(office, settings=replace(office.settings, oidc=replace(office.settings.oidc, **more)))


def test_a_domain_may_let_in_whoever_belongs_to_it_as_a_rep(office: Office, provider: Provider) -> None:
    provider.claims = {"email": "New@Example.com", "name": "Nia\u202e New\n"}

    browser, led = enter(with_settings(office, domain="example.com"), provider)

    assert led.status_code == 303
    [user] = office.store.users()
    assert (user.email, user.name, user.role) == ("new@example.com", "Nia New", Role.REP)
    assert browser.get("/notes").status_code == 200


@pytest.mark.parametrize("email", ["eve@evil.example", "eve@sub.example.com", "eve@example.com.evil.example"])
def test_a_domain_lets_in_nobody_else(office: Office, provider: Provider, email: str) -> None:
    provider.claims = {"email": email}

    _, told = enter(with_settings(office, domain="example.com"), provider)

    assert (told.status_code, office.store.users()) == (401, [])


@pytest.mark.parametrize(("told", "status"), [({}, 303), ({"email_verified": False}, 401)])
def test_unconfirmed_addresses_count_only_where_an_admin_says_so(
    office: Office, provider: Provider, told: dict[str, Any], status: int
) -> None:
    office.user()
    provider.claims, provider.without = told, () if told else ("email_verified",)

    _, led = enter(with_settings(office, unconfirmed=True), provider)

    assert led.status_code == status


def test_a_provider_that_is_away_is_told(make_office: MakeOffice) -> None:
    office = make_office(HERE, OidcSettings("http://127.0.0.1:9", CLIENT, CLIENT_PHRASE))

    told = office.browser().get("/sign-in/oidc")

    assert (told.status_code, "cannot be reached" in told.text) == (503, True)


def test_another_website_cannot_begin_it(office: Office) -> None:
    browser = office.signed_in()
    before = browser.cookie

    assert browser.get("/sign-in/oidc", FOREIGN).status_code == 200
    assert browser.cookie == before


def test_without_a_provider_there_is_no_way_to_it(make_office: MakeOffice) -> None:
    browser = make_office(HERE).browser()

    assert "company account" not in browser.get("/sign-in").text
    assert browser.get("/sign-in/oidc").status_code == 503
