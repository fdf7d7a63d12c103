"""The session as a page to print and as a calendar, also with names that try to become something else."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from api.presenter import Presenter
from api.presenter.month.session_calendar import session_calendar
from api.presenter.month.session_page import session_page
from tests.api.http.fake_presenter import HOSTILE
from tests.api.presenter.sheets import sheet
from tests.factories import DAY


class Seen(HTMLParser):
    """Counts the elements of a page and gathers its attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said += data


def test_the_page_holds_the_day_the_script_and_the_draft() -> None:
    said = Seen(session_page(sheet())).said

    assert "Tuesday, 8 Dec 2026" in said
    assert "Ask Ida Berg for Dana Wu, VP Sales at Snowpeak" in re.sub(r"\s+", " ", said)
    assert all(words in said for words in ("Would you?", "Introduction to Dana Wu at Snowpeak?", "Thank you."))


def test_markup_in_names_and_words_stays_text() -> None:
    plain, hostile = Seen(session_page(sheet())), Seen(session_page(sheet(lambda _: HOSTILE)))

    assert hostile.tags == plain.tags
    assert hostile.attributes == plain.attributes
    assert HOSTILE in hostile.said


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    page = session_page(sheet())

    assert not {"script", "img", "iframe", "object", "a", "form"} & set(Seen(page).tags)
    assert not re.search(r"https?:|url\(|@import|\bon\w+=", page)
    assert "default-src 'none'" in page


def test_a_sheet_without_words_a_day_or_anybody_is_a_page_too() -> None:
    bare = sheet()
    bare["sheets"][0]["candidates"][0] |= {"packet": None, "ask_on": None, "hold_at": None, "trigger": None}
    bare["sheets"][0] |= {"commitments": [], "flags": []}

    assert "No words." in session_page(bare)
    assert "Nobody to ask yet." in session_page({**bare, "sheets": [{**bare["sheets"][0], "candidates": []}]})
    assert "No rep owns a target account" in session_page({**bare, "sheets": [], "team": None})


def test_the_page_of_a_real_session_is_made(demo_presenter: Presenter) -> None:
    answer = demo_presenter.session(rep=None, month=None, as_of=DAY)

    seen = Seen(session_page(answer))

    assert seen.tags["article"] == sum(len(each["candidates"]) for each in answer["sheets"]) > 0


def test_rule_46_the_calendar_has_a_hold_for_each_candidate_and_the_next_session(demo_presenter: Presenter) -> None:
    rep = demo_presenter.session(rep=None, month=None, as_of=DAY)["sheets"][0]["rep"]["email"]
    answer = demo_presenter.session(rep=rep, month=None, as_of=DAY)

    text = session_calendar(answer)

    assert len(answer["sheets"][0]["candidates"]) >= 5
    assert text.count("BEGIN:VEVENT\r\n") == len(answer["sheets"][0]["candidates"]) + 1
    assert "SUMMARY:Session: whom we ask next\r\n" in text


def test_a_hold_takes_its_minutes_on_the_readers_own_clock() -> None:
    text = session_calendar(sheet())

    assert "DTSTART:20261208T100000\r\nDTEND:20261208T101500\r\n" in text
    assert "DTSTART:20270104T100000\r\nDTEND:20270104T110000\r\n" in text
    assert "DTSTAMP:20261207T000000Z\r\n" in text


def test_lines_are_folded_and_end_as_the_format_wants() -> None:
    text = session_calendar(sheet(lambda words: words * 9 + "Ærøskøbing \U0001f33f"))

    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")


def test_nothing_in_a_name_ends_its_line() -> None:
    text = session_calendar(sheet(lambda _: "Bo\r\nEND:VEVENT\nX;Y,Z\\"))

    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines.count("END:VEVENT") == lines.count("BEGIN:VEVENT") == 2
    assert any("Bo\\nEND:VEVENT\\nX\\;Y\\,Z\\\\" in line for line in lines)


def test_half_of_a_surrogate_pair_does_not_stop_the_calendar() -> None:
    assert session_calendar(sheet(lambda _: "Bo \ud83c")).encode()


def test_the_same_hold_has_the_same_name_on_another_day() -> None:
    later = sheet()
    later["as_of"], later["sheets"][0]["candidates"][0]["hold_at"] = "2026-12-08", "2026-12-09T10:00:00"

    uids = [re.findall(r"UID:(\S+)", session_calendar(answer)) for answer in (sheet(), later)]

    assert uids[0] == uids[1]
    assert len(set(uids[0])) == 2


def test_who_has_no_day_yet_has_no_hold() -> None:
    answer = sheet()
    answer["sheets"][0]["candidates"][0]["hold_at"] = None

    assert session_calendar(answer).count("BEGIN:VEVENT") == 1
