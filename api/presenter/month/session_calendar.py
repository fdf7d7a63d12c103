"""The session's holds as a calendar: one for each candidate, and one for the next session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b

from api.presenter.calendar import escaped, folded
from api.presenter.forms import Json

_BRANCHES = {"yes": "On a yes: ", "no": "On a no: "}


@dataclass(frozen=True, slots=True)
class Hold:
    """Some minutes kept free from a moment on, on the reader's own clock.

    `about` tells it from every other hold, and is the same whenever it is written again.
    """

    about: tuple[str, ...]
    title: str
    starts: datetime
    minutes: int
    text: str

    def lines(self, as_of: date) -> Iterator[str]:
        """Yield its lines, not folded yet."""
        yield "BEGIN:VEVENT"
        yield f"UID:{blake2b(chr(0).join(self.about).encode(), digest_size=16).hexdigest()}@orbit"
        yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
        yield f"DTSTART:{self.starts:%Y%m%dT%H%M%S}"
        yield f"DTEND:{self.starts + timedelta(minutes=self.minutes):%Y%m%dT%H%M%S}"
        yield f"SUMMARY:{escaped(self.title)}"
        yield f"DESCRIPTION:{escaped(self.text)}"
        yield "END:VEVENT"


def session_calendar(answer: Json) -> str:
    """Write the holds of a session's answer (RFC 5545); they bear the rep's name where the sheet is of several."""
    several, as_of = len(answer["sheets"]) != 1, date.fromisoformat(answer["as_of"])
    found = [hold for sheet in answer["sheets"] for hold in _holds(answer, sheet, several=several)]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Orbit//Orbit//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [line for hold in (*found, _next_session(answer)) for line in hold.lines(as_of)]
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in folded(line))


def _holds(answer: Json, sheet: Json, *, several: bool) -> Iterator[Hold]:
    for candidate in sheet["candidates"]:
        if candidate["hold_at"] is None:
            continue
        connector, target, account = candidate["connector"], candidate["target"], candidate["account"]
        who = f"{sheet['rep']['name']}: ask" if several else "Ask"
        yield Hold(
            about=("ask", sheet["rep"]["id"], connector["id"], target["id"], account["id"]),
            title=f"{who} {connector['name']} for {target['name']} ({account['name']})",
            starts=datetime.fromisoformat(candidate["hold_at"]),
            minutes=answer["hold_minutes"],
            text="\n".join(_lines(candidate)),
        )


def _lines(candidate: Json) -> Iterator[str]:
    if candidate["joint"]:
        yield "CSM and AE together, in the business review."
    if candidate["ask_by"]:
        yield f"Ask by {candidate['ask_by']}."
    if candidate["closes_on"]:
        yield f"The window closes on {candidate['closes_on']}."
    for step in candidate["packet"]["script"] if candidate["packet"] else ():
        yield f"{_BRANCHES.get(step['step'], '')}{step['text']}"


def _next_session(answer: Json) -> Hold:
    reps = sorted(sheet["rep"]["id"] for sheet in answer["sheets"])
    on = date.fromisoformat(answer["next_on"])
    whose = reps[0] if len(reps) == 1 else "team"
    return Hold(
        about=("session", whose, answer["next_on"]),
        title="Session: whom we ask next",
        starts=datetime.combine(on, time(answer["hold_hour"])),
        minutes=max((sheet["minutes"] for sheet in answer["sheets"]), default=answer["minutes"]),
        text=f"The sheet: orbit session --month {answer['next_on'][:7]}",
    )
