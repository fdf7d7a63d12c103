"""Days as an iCalendar file (RFC 5545), the same bytes from the same days: no clock is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

_MOST_OCTETS = 75
# Besides the line end no control character may stand in a text; imported names may hold some.
_CONTROLS = dict.fromkeys([*range(10), *range(11, 32), 127])
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class AllDay:
    """An event of whole days, `last` included.

    `key` says what it is about: the same key has the same UID, however its days or words change. What is not sure yet
    is shown as tentative.
    """

    key: tuple[str, ...]
    first: date
    last: date
    summary: str
    description: str
    is_sure: bool = True

    @property
    def uid(self) -> str:
        """The name under which a calendar finds the event again."""
        return f"{blake2b(chr(0).join(self.key).encode(), digest_size=16).hexdigest()}@orbit"


def calendar_text(name: str, events: Iterable[AllDay], as_of: date) -> str:
    """Write events as a calendar, stamped with the day from which everything is seen; by day, then by UID."""
    ordered = sorted(events, key=lambda event: (event.first, event.uid))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Orbit//Orbit//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in ordered:
        lines += _lines(event, as_of)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def escaped(text: str) -> str:
    """Write a text value: commas, semicolons, backslashes and line ends escaped, other control characters left out.

    Half of a character, as broken exports may hold, becomes a question mark.
    """
    lines = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    return lines.translate(_CONTROLS).translate(_ESCAPES)


def folded(line: str) -> Iterator[str]:
    """Break a line into lines of at most 75 octets; each further one begins with a blank. No character is cut."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _MOST_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + char, size + octets
    yield part


def _lines(event: AllDay, as_of: date) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}",
        # The end of an event of whole days is the day after its last one.
        f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
        f"DESCRIPTION:{escaped(event.description)}",
        f"STATUS:{'CONFIRMED' if event.is_sure else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
