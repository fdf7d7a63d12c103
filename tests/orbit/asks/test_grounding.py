"""Packets worded anew: nothing may be in them that the original does not say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from orbit.asks.packet.grounding import packet_fields, packet_with, ungrounded
from orbit.asks.packet.write import Packet
from tests.orbit.asks.packets import packet


def with_blurb(blurb: str) -> Packet:
    return replace(packet(), blurb=blurb)


@pytest.mark.parametrize(
    "blurb",
    [
        "Since Snowpeak just posted an Account Executive role, Dana Wu may like how Northwind helps sales teams.",
        "Perhaps Dana, as VP Sales, wants new reps at full speed sooner. Snowpeak's role says so.",
        "Northwind helps; Dana decides.",
    ],
)
def test_the_same_in_other_words_is_grounded(blurb: str) -> None:
    assert ungrounded(packet(), with_blurb(blurb)) is None


@pytest.mark.parametrize(
    ("blurb", "new"),
    [
        ("Dana Wu and Peter know Snowpeak.", "Peter"),
        ("Peter says that Snowpeak hires.", "Peter"),
        ("Snowpeak posted seven roles.", "seven"),
        ("Snowpeak posted 3 roles.", "3"),
        ("Snowpeak posted a role on Monday.", "Monday"),
        ("Snowpeak hires in october.", "october"),
        ("See northwind.example/x for Snowpeak.", "northwind.example/x"),
        ("Write to dana@snowpeak.example.", "dana@snowpeak.example"),
        ("Snowpeak saves EUR with us.", "EUR"),
    ],
)
def test_a_new_name_number_date_or_link_is_found(blurb: str, new: str) -> None:
    assert ungrounded(packet(), with_blurb(blurb)) == new


def test_fields_that_are_left_out_stay() -> None:
    made = packet_with(packet(), {"email": {"subject": "Dana Wu?"}})

    assert isinstance(made, Packet)
    assert made.email == replace(packet().email, subject="Dana Wu?")


@pytest.mark.parametrize("fields", [None, [], "text", {"blurb": 3}, {"email": {"body": None}}])
def test_what_is_no_packet_is_refused(fields: Any) -> None:
    assert isinstance(packet_with(packet(), fields), str)


def test_the_fields_are_read_back_as_they_were_written() -> None:
    assert packet_with(packet(), packet_fields(packet())) == packet()
