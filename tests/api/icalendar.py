"""Reads an iCalendar file as strictly as RFC 5545 says: line ends, folding, escapes, nesting, what must be there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

_LINE = re.compile(r"([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[^;:\"]+)*):(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MEANING = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}
_ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY")


@dataclass
class Event:
    """One event: its properties, and its days."""

    properties: dict[str, str] = field(default_factory=dict)

    @property
    def days(self) -> tuple[date, date]:
        """The first day, and the day after the last."""
        first, after = (date.fromisoformat(self.properties[name]) for name in ("DTSTART", "DTEND"))
        assert first < after
        return first, after

    def text(self, name: str) -> str:
        """A text property as people read it."""
        return unescaped(self.properties[name])


def read_calendar(data: bytes) -> list[Event]:
    """Return the events of a calendar; fails where the file breaks a rule."""
    lines = unfolded(data)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    events: list[Event] = []
    head: dict[str, str] = {}
    inside: dict[str, str] | None = None
    for line in lines[1:-1]:
        match = _LINE.fullmatch(line)
        assert match, line
        name, value = match[1], match[3]
        if name == "BEGIN":
            assert (value, inside) == ("VEVENT", None)
            inside = {}
        elif name == "END":
            assert value == "VEVENT"
            assert inside is not None
            events.append(_checked(inside))
            inside = None
        else:
            told = head if inside is None else inside
            assert name not in told, f"{name} twice"
            told[name] = value
    assert inside is None
    assert head["VERSION"] == "2.0"
    assert head["PRODID"]
    return events


def unfolded(data: bytes) -> list[str]:
    """Return the content lines: each ends with CRLF, none is longer than 75 octets before it is unfolded."""
    assert data.endswith(b"\r\n")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in physical)
    # Each physical line is whole UTF-8: no character is cut by a fold.
    texts = [line.decode("utf-8") for line in physical]
    lines: list[str] = []
    for text in texts:
        if text.startswith((" ", "\t")):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    assert not [char for line in lines for char in line if ord(char) < 32 or ord(char) == 127]
    return lines


def unescaped(value: str) -> str:
    """Read a text value: nothing that has to be escaped stands bare."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
    return _ESCAPE.sub(lambda match: _MEANING[match[1]], value)


def _checked(properties: dict[str, str]) -> Event:
    assert all(name in properties for name in _ONCE), properties
    assert re.fullmatch(r"\d{8}T\d{6}Z", properties["DTSTAMP"])
    assert re.fullmatch(r"\d{8}", properties["DTSTART"])
    assert properties["STATUS"] in {"TENTATIVE", "CONFIRMED", "CANCELLED"}
    unescaped(properties["SUMMARY"])
    return Event(properties)
