"""Who is given a calendar in place of data."""

from __future__ import annotations

import pytest

from api.http.accepting import wants_calendar
from tests.api.http.conftest import Client


@pytest.mark.parametrize(
    "accept",
    ["text/calendar", "Text/Calendar; charset=utf-8", "application/json;q=0.5, text/calendar", "a/b,text/calendar"],
)
def test_who_names_a_calendar_and_rates_it_no_lower_gets_one(accept: str) -> None:
    assert wants_calendar(accept)


@pytest.mark.parametrize(
    "accept",
    ["", "*/*", "application/json", "text/calendar;q=0", "text/calendar;q=0.3, application/json", "text/calendar;q=x"],
)
def test_everybody_else_gets_data(accept: str) -> None:
    assert not wants_calendar(accept)


@pytest.mark.parametrize("path", ["/v1/champions", "/v1/session"])
def test_one_address_gives_data_and_calendar_each_with_its_own_tag(client: Client, path: str) -> None:
    data, again = client.get(path), client.get(path)
    calendar = client.get(path, {"Accept": "text/calendar"})

    assert (data.headers["content-type"], again.headers["ETag"]) == ("application/json", data.headers["ETag"])
    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    assert calendar.text.startswith("BEGIN:VCALENDAR\r\n")
    assert calendar.headers["ETag"] != data.headers["ETag"]
    assert "Accept" in data.headers["Vary"]
