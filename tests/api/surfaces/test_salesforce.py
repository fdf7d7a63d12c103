from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.surfaces.launch import Launch, Refusal, Surface
from api.surfaces.salesforce import canvas_launch, full_id, read_signed_request
from tests.api.surfaces.launching import NOW, ORGANIZATION, SECRET, canvas, connection, sealed

SALESFORCE = connection(Surface.SALESFORCE, ORGANIZATION[:15])


def context(**changes: Any) -> dict[str, Any]:
    known = {"user": {"email": "a@tidewell.example"}, "organization": {"organizationId": ORGANIZATION}}
    return {**known, **changes}


def record(**told: Any) -> str:
    found = canvas_launch(canvas(context=context(environment=told)), SALESFORCE, NOW)
    assert isinstance(found, Launch)
    return found.key


def test_a_signed_request_says_who_looks_at_what() -> None:
    found = canvas_launch(canvas(), SALESFORCE, NOW)

    assert isinstance(found, Launch)
    assert (found.user, found.key) == (
        "ana.ruiz@tidewell.example",
        f"salesforce:{ORGANIZATION}:account:001Qy00000AbCdEIAV",
    )


def test_a_user_without_an_address_is_known_by_their_id() -> None:
    found = canvas_launch(canvas(context=context(user={})), SALESFORCE, NOW)

    assert isinstance(found, Launch)
    assert found.user == "salesforce:005000000000001AAA"


def test_another_secret_is_a_forgery() -> None:
    assert canvas_launch(canvas("another secret, longer"), SALESFORCE, NOW) is Refusal.FORGED


def test_one_changed_letter_is_a_forgery() -> None:
    mac, _, payload = canvas().partition(".")

    assert canvas_launch(f"{mac}.{payload[:-8]}AAAA{payload[-4:]}", SALESFORCE, NOW) is Refusal.FORGED


@pytest.mark.parametrize("text", ["", ".", "a.b.c", "only", f"{'é'}.x", canvas().partition(".")[2]])
def test_what_has_not_its_shape_is_refused(text: str) -> None:
    assert canvas_launch(text, SALESFORCE, NOW) in {Refusal.MALFORMED, Refusal.FORGED}


@pytest.mark.parametrize("said", ["null", "[]", "{}", '{"algorithm":"none"}', "{", "[" * 100_000])
def test_what_says_something_else_is_refused_though_signed(said: str) -> None:
    assert read_signed_request(sealed(said), SECRET) is Refusal.MALFORMED


@pytest.mark.parametrize("broken", [None, [], "x", {}, {"organization": []}, {"organization": {"organizationId": 7}}])
def test_a_request_that_names_no_organization_is_refused(broken: object) -> None:
    assert canvas_launch(canvas(context=broken), SALESFORCE, NOW) is Refusal.MALFORMED


def test_another_organization_is_refused_though_its_app_bears_the_same_secret() -> None:
    other = context(organization={"organizationId": "00D000000000002EAA"})

    assert canvas_launch(canvas(context=other), SALESFORCE, NOW) is Refusal.ELSEWHERE


def test_an_organization_is_the_same_in_both_lengths() -> None:
    short = context(organization={"organizationId": ORGANIZATION[:15]})

    assert isinstance(canvas_launch(canvas(context=short), SALESFORCE, NOW), Launch)


def test_a_deal_leads_to_its_account_where_the_page_tells_it() -> None:
    deal = {"attributes": {"type": "Opportunity"}, "Id": "006Qy00000AbCdEIAV", "AccountId": "001Qy00000AbCdE"}

    assert record(record=deal) == f"salesforce:{ORGANIZATION}:account:001Qy00000AbCdEIAV"


def test_a_contact_stays_the_person_they_are() -> None:
    contact = {"attributes": {"type": "Contact"}, "Id": "003Qy00000XyZabIAF", "AccountId": "001Qy00000AbCdE"}

    assert record(record=contact) == f"salesforce:{ORGANIZATION}:contact:003Qy00000XyZabIAF"


def test_a_page_without_a_record_names_none() -> None:
    assert record(record={}) == ""


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("001Qy00000AbCdE", "001Qy00000AbCdEIAV"),
        ("00D000000000001", "00D000000000001EAA"),
        ("0" * 15, "0" * 15 + "AAA"),
    ],
)
def test_ids_of_fifteen_letters_get_their_last_three(short: str, whole: str) -> None:
    assert full_id(short) == whole == full_id(whole) == full_id(short + whole[15:].lower())


@pytest.mark.parametrize("text", ["", "001", "001Qy00000AbCd!", "001Qy00000AbCdEAAA", "001Qy00000AbCdEIA", "é" * 15])
def test_what_is_no_id_is_told(text: str) -> None:
    assert full_id(text) is None


@given(st.from_regex(r"[A-Za-z0-9]{15}", fullmatch=True))
def test_two_ids_that_differ_in_capitals_alone_stay_two(short: str) -> None:
    swapped = short.swapcase()

    assert (full_id(short) == full_id(swapped)) is (short == swapped)


@given(st.text(max_size=80))
def test_nothing_unsigned_gets_in(text: str) -> None:
    assert canvas_launch(text, SALESFORCE, NOW) in {Refusal.MALFORMED, Refusal.FORGED}


def test_the_token_of_the_users_session_is_not_kept() -> None:
    found = canvas_launch(canvas(), SALESFORCE, NOW)

    assert "never read" in json.dumps(read_signed_request(canvas(), SECRET))
    assert "never read" not in repr(found)
