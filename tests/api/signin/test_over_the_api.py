"""What a session opens in the API, under whose name it writes, and whom it does not help."""

from __future__ import annotations

import pytest

from orbit.access import OPEN, OPEN_ON_LOOPBACK, Right, Role
from tests.api.http.test_rights import made
from tests.api.signin.conftest import FOREIGN, Office

SAME = {"Sec-Fetch-Site": "same-origin"}


def test_a_session_opens_the_api_to_pages_of_ours(office: Office) -> None:
    browser = office.signed_in()

    assert browser.get("/v1/week", SAME).status_code == 200
    assert browser.get("/v1/week", FOREIGN).status_code == 403


def test_a_rep_asks_for_their_own_numbers_and_no_others(office: Office) -> None:
    browser = office.signed_in()

    assert browser.get("/v1/measures", SAME).status_code == 200
    assert browser.get("/v1/measures?rep=rita@example.com", SAME).status_code == 403
    assert [told[1] for name, told in office.presenter.asked if name == "measures"] == ["ida@example.com"]


def test_a_manager_asks_for_those_of_anybody(office: Office) -> None:
    browser = office.signed_in(role=Role.MANAGER)

    assert browser.get("/v1/measures?rep=rita@example.com", SAME).status_code == 200


def test_a_changed_role_is_told_another_answer_than_the_one_that_is_held(office: Office) -> None:
    rep, manager = office.signed_in(), office.signed_in("rita@example.com", Role.MANAGER)
    tag = rep.get("/v1/measures", SAME).headers["ETag"]

    assert rep.get("/v1/measures", SAME | {"If-None-Match": tag}).status_code == 304
    assert manager.get("/v1/measures", SAME | {"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("headers", [FOREIGN, {}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}])
def test_nothing_is_written_for_another_website(office: Office, headers: dict[str, str]) -> None:
    browser = office.signed_in(role=Role.ADMIN)

    assert browser.post("/v1/ties", {}, headers).status_code == 403


def test_once_there_are_users_nobody_else_gets_data(office: Office) -> None:
    office.user()
    here = office.browser(address="127.0.0.1", base="http://127.0.0.1:8000")

    assert here.get("/v1/week", SAME).status_code == 401
    assert here.get("/v1/week", SAME | {"X-API-Key": "orb_live_x"}).status_code == 401


def test_a_key_works_beside_users(office: Office) -> None:
    office.user()
    key, text = made(Right.READ)
    with office.store.writing() as batch:
        batch.put_key(key)

    assert office.browser().get("/v1/week", {"X-API-Key": text}).status_code == 200


def test_an_open_workspace_answers_this_machine_though_there_are_keys(office: Office) -> None:
    key, _ = made(Right.READ)
    with office.store.writing() as batch:
        batch.put_key(key)
        batch.set_meta(OPEN_ON_LOOPBACK, OPEN)
    here = office.browser(address="127.0.0.1", base="http://127.0.0.1:8000")

    assert here.get("/v1/week", SAME).status_code == 200
    assert here.get("/v1/week", FOREIGN).status_code == 403
    assert here.get("/v1/week", SAME | {"X-API-Key": "orb_live_x"}).status_code == 401
    assert office.browser().get("/v1/week", SAME).status_code == 401


def test_neither_guessed_keys_nor_other_websites_shut_out_who_has_signed_in(office: Office) -> None:
    browser = office.signed_in()
    for _ in range(25):
        browser.get("/v1/week", {"X-API-Key": "orb_live_x"})
        browser.post("/v1/ties", {}, FOREIGN)

    assert browser.get("/v1/week", {"X-API-Key": "orb_live_x"}).status_code == 429
    assert browser.get("/v1/week", SAME).status_code == 200
