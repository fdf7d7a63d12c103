"""A session that ends while somebody types: nothing they typed is lost, and nothing foreign comes in its place."""

from __future__ import annotations

import html
import re
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from api.signin.sessions import IDLE, LONGEST, NOTE_AFTER
from orbit.store.sqlite import open_sqlite
from tests.api.signin.conftest import FOREIGN, OURS, PHRASE, Browser, Office

FIELDS = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
TYPED = {"note": 'Met <b>Dana</b> & "Bo"\nat lunch', "tag": "a"}


def hidden(answer: httpx.Response) -> dict[str, str]:
    return {html.unescape(name): html.unescape(value) for name, value in FIELDS.findall(answer.text)}


@pytest.fixture
def late(office: Office) -> Browser:
    """A browser whose session has ended; its user has a password."""
    browser = office.browser()
    browser.post(f"/welcome/{office.link(office.user())}", {"password": PHRASE})
    office.now += IDLE
    return browser


def test_what_was_typed_is_sent_after_signing_in_again(late: Browser) -> None:
    page = late.post("/notes?of=7", TYPED)
    assert page.status_code == 401
    assert "nothing was saved yet" in page.text

    kept = hidden(page)
    again = late.post("/sign-in", {**kept, "email": "ida@example.com", "password": PHRASE})
    assert again.status_code == 200
    assert 'action="/notes?of=7"' in again.text
    assert hidden(again) == {"note": TYPED["note"].replace("\n", "\n"), "tag": "a"}

    assert late.post("/notes?of=7", hidden(again)).text == "Noted by ida@example.com"


def test_what_was_typed_survives_a_wrong_password(late: Browser) -> None:
    kept = hidden(late.post("/notes", TYPED))

    page = late.post("/sign-in", {**kept, "email": "ida@example.com", "password": "wrong horse battery"})

    assert page.status_code == 401
    assert {f"typed:{name}": value for name, value in TYPED.items()}.items() <= hidden(page).items()


def test_who_signs_in_by_a_link_elsewhere_sends_it_again_from_the_same_page(office: Office, late: Browser) -> None:
    page = late.post("/notes", TYPED)
    [user] = office.store.users()

    late.post(f"/welcome/{office.link(user)}", {})

    assert 'action="/notes"' in page.text
    assert TYPED.items() <= hidden(page).items()
    assert late.post("/notes", TYPED).status_code == 200


def test_a_piece_of_a_page_is_answered_with_the_whole_page_to_sign_in(late: Browser) -> None:
    page = late.post("/notes", TYPED, OURS | {"HX-Request": "true", "HX-Current-URL": "http://orbit.example:8000/asks"})

    assert page.status_code == 401
    assert "HX-Redirect" not in page.headers
    assert hidden(page)["next"] == "/asks"


def test_the_words_that_were_typed_are_shown_until_they_are_sent(late: Browser) -> None:
    page = late.post("/notes", TYPED)

    again = late.post("/sign-in", {**hidden(page), "email": "ida@example.com", "password": PHRASE})

    for shown in (page, again):
        assert '<blockquote class="typed">Met &lt;b&gt;Dana&lt;/b&gt; &amp;' in shown.text


def test_a_piece_of_a_page_that_is_only_read_leads_to_signing_in(late: Browser) -> None:
    headers = OURS | {"HX-Request": "true", "HX-Current-URL": "http://orbit.example:8000/asks?state=sent"}

    answer = late.get("/notes", headers)

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in?next=/asks%3Fstate%3Dsent")


def test_what_another_website_made_up_does_not_come_back_as_typed(late: Browser) -> None:
    for headers in (FOREIGN, {"Accept": "text/html"}, {"Origin": "null", "Accept": "text/html"}):
        answer = late.post("/notes", {"note": "made up"}, headers)

        assert (answer.status_code, "made up" in answer.text) == (403, False)


def test_passwords_are_not_shown_again(late: Browser) -> None:
    page = late.post("/notes", {"note": "x", "new_password": "hidden horse battery", "client_secret": "battery"})

    assert "horse" not in page.text
    assert "battery" not in page.text


def test_what_is_too_large_to_keep_is_told(late: Browser) -> None:
    page = late.post("/notes", {"note": "x" * 100_001})

    assert (page.status_code, "too large to be kept" in page.text) == (401, True)
    assert "typed:note" not in hidden(page)


@pytest.mark.parametrize("path", ["//evil.example/notes", "https://evil.example/", "/\\evil.example"])
def test_what_was_typed_is_sent_to_no_other_website(late: Browser, path: str) -> None:
    fields = {"typed-path": path, "typed:note": "x", "email": "ida@example.com", "password": PHRASE}

    answer = late.post("/sign-in", fields)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_a_program_is_told_that_the_session_has_ended(late: Browser) -> None:
    answer = late.get("/v1/week", {"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 401
    assert answer.json()["detail"] == "This session has ended. Sign in again."


def test_use_keeps_a_session_alive_but_not_for_ever(office: Office) -> None:
    browser, began = office.signed_in(), office.now

    while office.now + timedelta(hours=11) < began + LONGEST:
        office.now += timedelta(hours=11)
        assert browser.get("/notes").status_code == 200
    office.now = began + LONGEST

    assert browser.get("/notes").status_code == 303


def test_the_last_use_is_noted_seldom(office: Office) -> None:
    browser = office.signed_in()
    office.now += NOTE_AFTER - timedelta(seconds=1)
    browser.get("/notes")
    office.now += IDLE - NOTE_AFTER + timedelta(seconds=1)

    assert browser.get("/notes").status_code == 303


def test_a_session_holds_while_another_process_writes_for_long(office: Office) -> None:
    with closing(open_sqlite(office.settings.store, wait=0.01)) as hasty:
        browser = replace(office, store=hasty).signed_in()
        office.now = browser_time = office.now + NOTE_AFTER
        patient = replace(office, store=hasty, now=browser_time).browser()
        patient.cookie = browser.cookie
        with office.store.writing():
            answer = patient.get("/notes")

    assert answer.status_code == 200
