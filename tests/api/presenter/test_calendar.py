"""A calendar file: strict enough for every program that reads one, and the same bytes from the same days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.presenter.calendar import AllDay, calendar_text, folded
from tests.api.icalendar import read_calendar, unfolded
from tests.factories import DAY

ASK = AllDay(("per_bo", "com_north", "csat", "2026-11-19"), DAY, DAY + timedelta(days=3), "Ask: Bo", "Until then.")
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


def written(*events: AllDay) -> bytes:
    return calendar_text("Champions", events, DAY).encode()


def test_an_event_spans_its_days_the_last_included() -> None:
    [event] = read_calendar(written(ASK))

    assert event.days == (DAY, DAY + timedelta(days=4))
    assert event.text("SUMMARY") == "Ask: Bo"


def test_the_stamp_is_the_day_of_the_answer_and_no_clock() -> None:
    [event] = read_calendar(written(ASK))

    assert event.properties["DTSTAMP"] == "20261121T000000Z"
    assert written(ASK) == written(ASK)


def test_an_event_keeps_its_uid_when_its_days_and_words_change() -> None:
    later = replace(ASK, first=DAY + timedelta(days=1), summary="Ask: Bo Krantz", description="Soon.")

    uids = [read_calendar(written(event))[0].properties["UID"] for event in (ASK, later)]

    assert uids[0] == uids[1]
    assert read_calendar(written(replace(ASK, key=("per_bo", "else"))))[0].properties["UID"] != uids[0]


@pytest.mark.parametrize(("is_sure", "status"), [(True, "CONFIRMED"), (False, "TENTATIVE")])
def test_what_is_not_sure_yet_is_tentative(is_sure: bool, status: str) -> None:
    [event] = read_calendar(written(replace(ASK, is_sure=is_sure)))

    assert event.properties["STATUS"] == status


def test_events_come_in_the_order_of_their_days() -> None:
    sooner = replace(ASK, key=("ida",), first=DAY - timedelta(days=1))

    assert [event.days[0] for event in read_calendar(written(ASK, sooner))] == [sooner.first, ASK.first]
    assert written(ASK, sooner) == written(sooner, ASK)


def test_no_event_is_a_calendar_too() -> None:
    assert read_calendar(written()) == []


def test_text_that_means_something_to_a_calendar_is_escaped() -> None:
    odd = "Krantz, Bo; \\ \r\nBEGIN:VEVENT"

    [event] = read_calendar(written(replace(ASK, summary=odd)))

    assert event.text("SUMMARY") == "Krantz, Bo; \\ \nBEGIN:VEVENT"


@given(TEXTS, TEXTS)
def test_any_words_give_a_calendar_that_reads_back(summary: str, description: str) -> None:
    [event] = read_calendar(written(replace(ASK, summary=summary, description=description)))

    plain = summary.replace("\r\n", "\n").replace("\r", "\n")
    assert event.text("SUMMARY") == "".join(
        char for char in plain if char == "\n" or (ord(char) >= 32 and char != "\x7f")
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=300))
def test_a_folded_line_unfolds_to_itself(text: str) -> None:
    line = f"SUMMARY:{text}"

    parts = list(folded(line))

    assert all(len(part.encode()) <= 75 for part in parts)
    assert unfolded("".join(f"{part}\r\n" for part in parts).encode()) == [line]
