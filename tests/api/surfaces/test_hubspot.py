from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.surfaces.hubspot import Signed, card_launch, record_key, signature
from api.surfaces.launch import Launch, Refusal, Surface
from tests.api.surfaces.launching import NOW, PORTAL, SECRET, connection

HUBSPOT = connection(Surface.HUBSPOT, PORTAL)
AT = str(int(NOW.timestamp() * 1000))
CARD = "https://orbit.example.com/v1/surfaces/hubspot/card"


def card(query: str = f"portalId={PORTAL}&objectTypeId=0-2&objectId=77&userEmail=Ana%40tidewell.example") -> Signed:
    return Signed("GET", f"{CARD}?{query}", "", AT)


def launched(request: Signed, told: str | None = None) -> Launch | Refusal:
    return card_launch(request, signature(request, SECRET) if told is None else told, HUBSPOT, NOW)


def test_it_agrees_with_the_vector_of_the_vendors_own_library() -> None:
    # tests/spec/utils/test_signature.py of HubSpot's Python client
    request = Signed("POST", "https://www.example.com/webhook_uri", "{'example_field':'example_value'}", "15000000")

    assert signature(request, "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy") == "HPW73RUtKmcYoEDADG0s6MmGFWUzWJKAW07r8RDgcQw="


def test_a_signed_card_says_who_looks_at_what() -> None:
    found = launched(card())

    assert isinstance(found, Launch)
    assert (found.surface, found.user, found.key) == (
        Surface.HUBSPOT,
        "ana@tidewell.example",
        "hubspot:62515:company:77",
    )


def test_codes_are_signed_decoded_as_hubspot_does() -> None:
    coded = card("next=https%3A%2f%2Fa%3fb%40c%21%24%27%28%29%2A%2C%3B&space=%20")
    plain = card("next=https://a?b@c!$'()*,;&space=%20")

    assert signature(coded, SECRET) == signature(plain, SECRET)
    assert signature(card("space=%20"), SECRET) != signature(card("space= "), SECRET)


@pytest.mark.parametrize("change", [{"method": "POST"}, {"body": "{}"}, {"timestamp": str(int(AT) + 1)}])
def test_one_changed_part_makes_it_a_forgery(change: dict[str, str]) -> None:
    assert launched(replace(card(), **change), signature(card(), SECRET)) is Refusal.FORGED


@pytest.mark.parametrize("told", ["", "AAAA", "not base64 at all", "ü"])
def test_any_other_signature_is_a_forgery(told: str) -> None:
    assert launched(card(), told) is Refusal.FORGED


@pytest.mark.parametrize(("seconds", "refusal"), [(-301, Refusal.EXPIRED), (301, Refusal.EARLY)])
def test_it_is_good_for_five_minutes(seconds: int, refusal: Refusal) -> None:
    late, in_time = (
        replace(card(), timestamp=str(int((NOW + timedelta(seconds=told)).timestamp() * 1000)))
        for told in (seconds, seconds - seconds // 300)
    )

    assert launched(late) is refusal
    assert isinstance(launched(in_time), Launch)


@pytest.mark.parametrize("timestamp", ["", "soon", "-1", "1e9", "9" * 16, "\uff11\uff12"])
def test_a_time_that_is_none_is_refused(timestamp: str) -> None:
    assert launched(replace(card(), timestamp=timestamp)) is Refusal.MALFORMED


@pytest.mark.parametrize("portals", ["", "portalId=999&", f"portalId=999&portalId={PORTAL}&", f"portalId={PORTAL}9&"])
def test_a_card_of_another_portal_is_refused_however_it_names_ours(portals: str) -> None:
    assert launched(card(f"{portals}objectTypeId=0-2&objectId=77")) is Refusal.ELSEWHERE


@pytest.mark.parametrize(
    "which", ["objectTypeId=0-2", "objectTypeId=0-2&objectId=77&objectId=78", "objectTypeId=<&objectId=7"]
)
def test_a_card_without_one_record_is_refused(which: str) -> None:
    assert launched(card(f"portalId={PORTAL}&{which}")) is Refusal.MALFORMED


@pytest.mark.parametrize(
    ("kind", "key"), [("0-1", "hubspot:1:contact:5"), ("0-2", "hubspot:1:company:5"), ("0-3", "hubspot:1:0-3:5")]
)
def test_records_are_named_as_imports_name_them(kind: str, key: str) -> None:
    assert record_key("1", kind, "5") == key


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_nothing_unsigned_gets_in(uri: str, timestamp: str, told: str) -> None:
    found = card_launch(Signed("GET", uri, "", timestamp), told, HUBSPOT, NOW)

    assert found in {Refusal.FORGED, Refusal.MALFORMED}
