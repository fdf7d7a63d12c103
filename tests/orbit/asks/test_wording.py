"""Days as people write them, alone and inside a text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.wording import say_day, write_days


@given(st.dates())
def test_a_day_inside_a_text_is_written_as_a_day_alone_is(day: date) -> None:
    assert write_days(f"Filed on {day.isoformat()} (8-K)") == f"Filed on {say_day(day)} (8-K)"


@pytest.mark.parametrize(
    "text",
    ["Round 2026-13-40 raised", "Role 12026-11-10", "Part 2026-11-101", "https://a.example/2026-11-10/x", "Nothing"],
)
def test_what_is_no_day_stays_as_it_is(text: str) -> None:
    assert write_days(text) == text
