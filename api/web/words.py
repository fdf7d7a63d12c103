"""Codes, numbers and names as a reader sees them; the filters of the page templates."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from orbit.asks.wording import say_day, write_days

# What draws outside its line: letters that turn the direction of others, and marks piled upon one letter.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS_EACH = 3
_LONGEST = 160
_LONGEST_PROSE = 2_000

_VERDICTS = {
    "open": "May be asked now",
    "blocked": "Not to be asked now",
    "joint_motion": "Only together with the customer’s CSM",
}
_FACTORS = {
    "willing": "will want to help",
    "know": "knows the target",
    "reply": "target answers",
    "sure": "same person",
}
_ROLES = {"requester": "You", "connector": "Ask", "bridge": "Through", "target": "Target"}
_EVENTS = {
    "planned": "Planned",
    "sent": "I asked",
    "accepted": "They said yes",
    "declined": "They said no",
    "not_now": "Not now",
    "forwarded": "They forwarded it",
    "replied": "Target replied",
    "meeting": "Meeting held",
    "opportunity": "Opportunity",
    "won": "Won",
    "lost": "Lost",
    "withdrawn": "Withdraw",
    "locked_in": "Bound to a competitor",
    "reciprocity_picked": "Favour picked",
    "reciprocity_done": "Favour returned",
    "draft_sent": "Draft sent",
    "connector_told": "Connector told",
    "checked_in": "Checked in",
    "taken_back": "Taken back",
}
_STATES = {
    "planned": "Planned",
    "sent": "Asked",
    "accepted": "Said yes",
    "declined": "Said no",
    "not_now": "Not now",
    "forwarded": "Forwarded",
    "replied": "Replied",
    "meeting": "Meeting",
    "opportunity": "Opportunity",
    "won": "Won",
    "lost": "Lost",
    "withdrawn": "Withdrawn",
}
# The columns of the board.
_LANES = {
    "planned": "Planned",
    "sent": "Asked",
    "accepted": "Said yes",
    "forwarded": "Forwarded",
    "meeting": "Meeting on",
    "ended": "Ended",
}
# Words of codes that are not written in small letters.
_WRITTEN = {word: word.upper() for word in ("ae", "arr", "crm", "csat", "csm", "nps", "qbr", "sdr", "url")}
_WRITTEN |= {"linkedin": "LinkedIn", "hubspot": "HubSpot"}
_TRIGGERS = {"closed_won": "Deal won", "csat": "CSAT answer"}
# What was logged, told of somebody else than the reader.
_LOGGED = {
    **_EVENTS,
    "sent": "Asked",
    "withdrawn": "Withdrawn",
    "forwarded": "Forwarded",
    "accepted": "Yes",
    "declined": "No",
}


def plain(text: object, longest: int = _LONGEST) -> str:
    """A text without letters that turn others around, at most three marks on a letter, cut where it gets too long."""
    kept = "".join(letter for letter in str(text or "") if letter not in _TURNING)
    parts: list[str] = []
    for marks, letters in groupby(kept, lambda letter: unicodedata.category(letter) in {"Mn", "Me"}):
        run = "".join(letters)
        parts.append(run[:_MARKS_EACH] if marks else run)
    return _cut("".join(parts), longest)


def prose(text: object) -> str:
    """A text of some sentences, tamed as a name is, and cut only where nobody would read on."""
    return plain(text, _LONGEST_PROSE)


def name(text: object) -> Markup:
    """A name, kept apart from the direction of the words around it."""
    return Markup("<bdi>{}</bdi>").format(plain(text))


def day(iso: str | None) -> Markup:
    """A day as a reader writes it, with the machine's form beside it; nothing for none."""
    if not iso:
        return Markup("")
    return Markup('<time datetime="{}">{}</time>').format(iso[:10], say_day(date.fromisoformat(iso[:10])))


def month(iso: str | None) -> Markup:
    """A month as a reader writes it, "Nov 2026", or a year alone; nothing for none."""
    if not iso:
        return Markup("")
    told = say_day(date.fromisoformat(f"{iso}-01")).partition(" ")[2] if "-" in iso else iso
    return Markup('<time datetime="{}">{}</time>').format(iso, told)


def percent(share: float) -> str:
    """A share of one as percent; with tenths below one percent, and above 99."""
    value = share * 100
    return f"{value:.1f} %" if 0 < value < 1 or 99 < value < 100 else f"{value:.0f} %"


def strength_word(value: float) -> str:
    """How strong a tie is, in a word."""
    return _grade(value, ((0.7, "Strong"), (0.4, "Good"), (0.2, "Fair")), "Weak")


def heat_word(value: float) -> str:
    """How much goes on at an account, in a word."""
    return _grade(value, ((0.6, "Hot"), (0.3, "Warm")), "Cool")


def spaced(code: object) -> str:
    """A code such as `leadership_change` as words: "Leadership change"."""
    words = " ".join(_WRITTEN.get(word, word) for word in str(code or "").split("_"))
    return words[:1].upper() + words[1:]


def opening(verdict: Mapping[str, Any]) -> Markup:
    """When a verdict changes; nothing where it does not say."""
    parts = []
    if verdict.get("opens_on"):
        parts.append(Markup("from {}").format(day(verdict["opens_on"])))
    if verdict.get("closes_on"):
        parts.append(Markup("until {}").format(day(verdict["closes_on"])))
    return Markup(" ").join(parts)


def initials(text: object) -> str:
    """At most two first letters of a name."""
    words = [word for word in plain(text).split() if word[0].isalnum()]
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper() or "?"


def mailto(mail: Mapping[str, str]) -> str:
    """A link that opens the reader's mail program with subject and text."""
    body = mail["body"].replace("\n", "\r\n")
    return f"mailto:?subject={quote(mail['subject'], safe='')}&body={quote(body, safe='')}"


def safe_link(url: object) -> str | None:
    """A web address as it is; None for anything that is not one."""
    text = str(url or "")
    return text if text.startswith(("https://", "http://")) else None


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 ask", "2 asks"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def lines(text: str) -> Markup:
    """A text with its line breaks."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def capitalize_first(text: str) -> str:
    """A sentence that begins with a capital; what follows stays as it is."""
    return text[:1].upper() + text[1:]


def _named(table: Mapping[str, str]) -> Callable[[object], str]:
    return lambda code: table.get(str(code)) or spaced(code)


def _grade(value: float, steps: tuple[tuple[float, str], ...], lowest: str) -> str:
    return next((word for least, word in steps if value >= least), lowest)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "plain": plain,
    "prose": prose,
    "name": name,
    "day": day,
    "month": month,
    "write_days": write_days,
    "percent": percent,
    "strength_word": strength_word,
    "heat_word": heat_word,
    "spaced": spaced,
    "opening": opening,
    "initials": initials,
    "mailto": mailto,
    "safe_link": safe_link,
    "counted": counted,
    "lines": lines,
    "capitalize_first": capitalize_first,
    "verdict_word": _named(_VERDICTS),
    "factor_word": _named(_FACTORS),
    "role_word": _named(_ROLES),
    "event_word": _named(_EVENTS),
    "state_word": _named(_STATES),
    "lane_word": _named(_LANES),
    "trigger_word": _named(_TRIGGERS),
    "logged_word": _named(_LOGGED),
}
