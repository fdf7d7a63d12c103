"""Signing in and out with a browser: by link and by password."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from api.signin.links import SIGN_IN
from api.signin.users import disable, enable
from orbit.access import OPEN, OPEN_ON_LOOPBACK, Role
from tests.api.signin.conftest import FOREIGN, OURS, PHRASE, Browser, MakeOffice, Office

ASKED = re.compile(r'href="(/[^"]*)"')


def with_password(office: Office, email: str = "ida@example.com") -> Browser:
    browser = office.browser()
    browser.post(f"/welcome/{office.link(office.user(email))}", {"password": PHRASE})
    return browser


def sign_in(browser: Browser, password: str = PHRASE, **more: str) -> int:
    return browser.post("/sign-in", {"email": "ida@example.com", "password": password, **more}).status_code


def test_a_page_leads_to_signing_in_and_from_there_back(office: Office) -> None:
    with_password(office)
    browser = office.browser()

    led = browser.get("/notes?of=Dana%20Wu")
    assert (led.status_code, led.headers["Location"]) == (303, "/sign-in?next=/notes%3Fof%3DDana%2520Wu")

    form = browser.get(led.headers["Location"])
    assert 'value="/notes?of=Dana%20Wu"' in form.text

    back = browser.post("/sign-in", {"email": "Ida@Example.com", "password": PHRASE, "next": "/notes?of=Dana%20Wu"})
    assert (back.status_code, back.headers["Location"]) == (303, "/notes?of=Dana%20Wu")
    assert browser.get("/notes").text == "Notes of ida@example.com"


@pytest.mark.parametrize(
    "goal",
    ["//evil.example", "/\\evil.example", "https://evil.example", "evil.example", "/a\nb", "/sign-in?next=/",
     "/v1/week", "javascript:alert(1)", "/" + "a" * 2_001, "/welcome/x", "", "\t//evil.example"],
)  # fmt: skip
def test_signing_in_leads_to_no_other_website(office: Office, goal: str) -> None:
    with_password(office)
    browser = office.browser()

    led = browser.post("/sign-in", {"email": "ida@example.com", "password": PHRASE, "next": goal})

    assert (led.status_code, led.headers["Location"]) == (303, "/")


def test_a_wrong_password_tells_no_more_than_an_unknown_address(office: Office) -> None:
    with_password(office)

    wrong, unknown = (
        office.browser().post("/sign-in", {"email": email, "password": "wrong horse battery"})
        for email in ("ida@example.com", "nobody@example.com")
    )

    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.text.replace("ida@", "nobody@") == unknown.text


def test_who_has_no_password_cannot_sign_in_with_an_empty_one(office: Office) -> None:
    office.user()
    browser = office.browser()

    assert (sign_in(browser, ""), browser.cookie) == (401, None)


def test_too_many_attempts_have_to_wait_but_others_need_not(office: Office) -> None:
    with_password(office)
    browser = office.browser()
    elsewhere = Browser(replace(browser.client, address="192.0.2.99"))

    answers = [sign_in(browser, "wrong horse battery") for _ in range(11)]

    assert answers == [401] * 10 + [429]
    assert (sign_in(browser), browser.cookie) == (429, None)
    assert elsewhere.post("/sign-in", {"email": "bo@example.com", "password": "wrong"}).status_code == 401
    office.seconds += 61
    assert sign_in(browser) == 303


def test_one_place_cannot_try_many_addresses(office: Office) -> None:
    browser = office.browser()

    answers = [browser.post("/sign-in", {"email": f"a{n}@example.com", "password": "wrong"}) for n in range(21)]

    assert [answer.status_code for answer in answers] == [401] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_signing_in_gives_a_new_secret_and_ends_the_session_before(office: Office) -> None:
    browser = with_password(office)
    before = browser.cookie

    sign_in(browser)

    assert browser.cookie != before
    assert Browser(browser.client, before).get("/notes").status_code == 303


def test_a_secret_that_somebody_planted_is_not_taken_over(office: Office) -> None:
    with_password(office)
    browser = office.browser()
    browser.cookie = planted = f"orbit_session={'ab' * 8}.{'A' * 43}"

    sign_in(browser)

    assert browser.cookie != planted
    assert Browser(browser.client, planted).get("/notes").status_code == 303


def test_the_cookie_is_kept_from_scripts_and_from_other_websites(office: Office) -> None:
    browser = with_password(office)

    [told] = browser.cookies_set
    name, *limits = told.split("; ")

    assert name.startswith("orbit_session=")
    assert limits == ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=604800"]


def test_over_https_the_cookie_goes_nowhere_else(make_office: MakeOffice) -> None:
    office = make_office("https://orbit.example")
    browser = with_password(office)

    assert browser.cookies_set[0].startswith("__Host-orbit_session=")
    assert browser.cookies_set[0].endswith("; Secure")
    assert browser.get("/notes").status_code == 200
    browser.cookie = (browser.cookie or "").removeprefix("__Host-")
    assert browser.get("/notes").status_code == 303


def test_signing_out_ends_the_session_for_good(office: Office) -> None:
    browser = with_password(office)
    before = browser.cookie

    led = browser.post("/sign-out", {})

    assert (led.status_code, led.headers["Location"], browser.cookie) == (303, "/sign-in", None)
    assert "Max-Age=0" in browser.cookies_set[-1]
    assert Browser(browser.client, before).get("/notes").status_code == 303


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/welcome/x", "/notes"])
def test_another_website_can_send_none_of_these_forms(office: Office, path: str) -> None:
    browser = with_password(office)

    assert browser.post(path, {"email": "ida@example.com", "password": PHRASE}, FOREIGN).status_code == 403
    assert browser.get("/notes").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://orbit.example:8000"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_a_form_of_a_session_must_say_that_it_is_ours(office: Office, headers: dict[str, str], status: int) -> None:
    browser = office.signed_in()

    assert browser.post("/notes", {}, headers).status_code == status


def test_a_link_on_another_website_opens_a_page(office: Office) -> None:
    browser = office.signed_in()

    assert browser.get("/notes", FOREIGN).status_code == 200
    assert browser.get("/notes", FOREIGN | {"Sec-Fetch-Mode": "no-cors"}).status_code == 403


def test_looking_at_a_link_does_not_use_it_up(office: Office) -> None:
    link, browser = f"/welcome/{office.link(office.user())}", office.browser()

    looks = [browser.get(link, FOREIGN).status_code for _ in range(3)]

    assert (looks, browser.cookie) == ([200, 200, 200], None)
    assert browser.post(link, {}).headers["Location"] == "/"
    assert browser.get("/notes").text == "Notes of ida@example.com"


def test_a_link_works_once(office: Office) -> None:
    link = f"/welcome/{office.link(office.user())}"
    office.browser().post(link, {})
    late = office.browser()

    answers = [late.get(link), late.post(link, {})]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "used already" in answers[0].text
    assert late.cookie is None


def test_a_link_ends_after_its_time(office: Office) -> None:
    link, browser = f"/welcome/{office.link(office.user(), SIGN_IN)}", office.browser()

    office.now += timedelta(hours=1)

    assert "has ended" in browser.post(link, {}).text
    assert browser.cookie is None


def test_a_new_link_makes_the_one_before_useless(office: Office) -> None:
    user = office.user()
    first, _second = office.link(user), office.link(user)

    assert office.browser().post(f"/welcome/{first}", {}).status_code == 410


@pytest.mark.parametrize("spoil", ["", "x", "é", "0" * 16 + "." + "A" * 43, "%00"])
def test_a_spoiled_link_opens_nothing(office: Office, spoil: str) -> None:
    assert office.browser().post(f"/welcome/{spoil}", {}).status_code in {400, 404, 410}


def test_the_first_admin_comes_by_a_link_and_is_the_only_one(office: Office) -> None:
    link = f"/welcome/{office.link(None)}"
    browser, late = office.browser(), office.browser()
    assert "Make the first admin" in late.get(link).text

    led = browser.post(link, {"name": " Ida  Berg ", "email": "IDA@example.com"})

    assert led.status_code == 303
    [user] = office.store.users()
    assert (user.email, user.name, user.role, user.password_hash) == ("ida@example.com", "Ida Berg", Role.ADMIN, None)
    assert late.post(f"/welcome/{office.link(None)}", {"name": "Eve", "email": "eve@example.com"}).status_code == 410
    assert len(office.store.users()) == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"name": "Ida", "email": "ida"}, "no e-mail address"),
        ({"name": "", "email": "ida@example.com"}, "A name is needed"),
        ({"name": "Ida", "email": "ida@example.com", "password": "short"}, "12 to 256 letters"),
    ],
)
def test_a_mistake_does_not_use_the_link_up_and_what_was_typed_stays(
    office: Office, said: dict[str, str], told: str
) -> None:
    link, browser = f"/welcome/{office.link(None)}", office.browser()

    answer = browser.post(link, said)

    assert (answer.status_code, told in answer.text, browser.cookie) == (422, True, None)
    assert f'value="{said["email"]}"' in answer.text
    assert "short" not in answer.text.replace("short one", "")
    assert browser.get(link).status_code == 200


def test_a_new_password_ends_the_sessions_that_knew_the_old_one(office: Office) -> None:
    before = office.signed_in()
    [user] = office.store.users()
    browser = office.browser()

    browser.post(f"/welcome/{office.link(user)}", {"password": PHRASE})

    assert browser.get("/notes").status_code == 200
    assert before.get("/notes").status_code == 303
    assert sign_in(office.browser()) == 303


def test_whoever_is_disabled_is_out_at_once(office: Office) -> None:
    office.user("rita@example.com", Role.ADMIN)
    browser = with_password(office)
    link = office.link(office.store.users()[0])
    user = disable(office.store, "ida@example.com", at=office.now)

    assert browser.get("/notes").status_code == 303
    assert sign_in(office.browser()) == 401
    enable(office.store, "ida@example.com")
    assert browser.get("/notes").status_code == 303
    assert (user.email, bool(link)) == ("ida@example.com", True)
    assert sign_in(office.browser()) == 303


def test_a_role_holds_from_the_next_click_on(office: Office) -> None:
    browser = office.signed_in()
    [user] = office.store.users()
    assert browser.get("/team").status_code == 403

    with office.store.writing() as batch:
        batch.access.put_user(replace(user, role=Role.MANAGER))

    assert browser.get("/team").text == "The team"


def test_what_somebody_may_not_do_is_told_with_who_may(office: Office) -> None:
    told = office.signed_in().get("/team")

    assert "see the numbers of others" in told.text
    assert "manager or admin" in told.text


def test_while_nobody_can_sign_in_this_machine_is_let_in_and_others_are_led_to_the_entrance(office: Office) -> None:
    here = office.browser(address="127.0.0.1", base="http://127.0.0.1:8000")

    assert here.get("/notes").text == "Notes of local"
    assert office.browser().get("/notes").headers["Location"] == "/sign-in?next=/notes"
    assert "orbit users add" in office.browser().get("/sign-in").text


def test_once_there_are_users_this_machine_has_to_sign_in_too(office: Office) -> None:
    office.user()

    assert office.browser(address="127.0.0.1", base="http://127.0.0.1:8000").get("/notes").status_code == 303


def test_an_open_workspace_lets_this_machine_in_and_nobody_else(office: Office) -> None:
    office.user()
    with office.store.writing() as batch:
        batch.set_meta(OPEN_ON_LOOPBACK, OPEN)
    here = office.browser(address="127.0.0.1", base="http://127.0.0.1:8000")

    assert here.get("/notes").text == "Notes of local"
    assert here.get("/notes", OURS | {"X-Forwarded-For": "198.51.100.1"}).status_code == 303
    assert here.post("/notes", {}, FOREIGN).status_code == 403
    assert office.browser().get("/notes").status_code == 303
    assert "Go on without signing in" in here.get("/sign-in").text


def test_behind_a_public_address_nobody_is_taken_for_local(make_office: MakeOffice) -> None:
    office = make_office("https://orbit.example")
    here = office.browser(address="127.0.0.1", base="http://127.0.0.1:8000")

    assert here.get("/notes").status_code == 303


def test_who_is_signed_in_is_told_so_and_not_asked_again(office: Office) -> None:
    told = office.signed_in().get("/sign-in?next=/notes")

    assert "You are signed in" in told.text
    assert "/notes" in ASKED.findall(told.text)


def test_no_page_about_signing_in_is_kept_by_a_cache(office: Office) -> None:
    user, browser = office.user(), office.browser()
    answers = [browser.get("/sign-in"), browser.get(f"/welcome/{office.link(user)}"), browser.post("/sign-in", {})]

    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
