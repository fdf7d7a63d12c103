"""What the title of a signal tells: which role and how many, which round and how much money, whose seat."""

from __future__ import annotations

import re

from orbit.asks.packet.phrases import quotable
from orbit.asks.sentences import tidy

_ROLE_WORDS = 6
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COUNT = re.compile(rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})\+?(?:\s+|$)", re.IGNORECASE)
_NOUN = r"(?:roles?|positions?|openings?|jobs?|vacanc(?:y|ies))"
_VERB = r"(?:posted|open(?:ed)?|advertised|added)"
_LEAD = re.compile(
    r"(?:(?:is |now )?(?:hiring|recruiting|looking)(?: for)?|hires)\s*:?\s+"
    r"|(?:new |open )?(?:job|role|position)(?: posting)?\s*:\s+|posted\s+",
    re.I,
)
# What may stand before a role without being part of its name; the second, only before several roles: a New Business
# Manager is called that.
_DETERMINER = re.compile(r"(?:(?:an?|the|its|their|another|several|multiple|many|various|some)\s+)+", re.I)
_ADJECTIVE = re.compile(r"(?:(?:first|new|open|more|additional|further)\s+)+", re.I)
_SEVERAL = re.compile(r"\b(?:roles|positions|openings|jobs|vacancies)\b", re.I)
_TRAIL = re.compile(
    rf"\s+(?:(?:{_NOUN}|hires?)(?:\s+{_VERB})?(?:\s+(?:in|for|within|across)\s+.+)?|{_VERB}|wanted|needed)$",
    re.I,
)
_FIELD = re.compile(
    rf"(?:{_NOUN}(?:\s+{_VERB})?\s+)?(?:in|for|within|across)\s+(?:(?:the|its|their)\s+)?(?P<field>.+?)"
    rf"(?:\s+(?:team|department|organi[sz]ation))?(?:\s+{_VERB})?",
    re.I,
)
# Words of a message about roles, which no role is called.
_NO_NAME = re.compile(
    r"\b(?:roles?|positions?|openings?|jobs|vacanc(?:y|ies)|posted|opened|advertised|added|posting|hiring|hires|teams?|surge)\b|:",
    re.I,
)
_BARE_NOUN = re.compile(_NOUN, re.I)
_NOUN_AFTER = re.compile(rf"\s+(?:{_NOUN}|hires?)\b", re.I)
_PLURAL = re.compile(r"(?<=[A-Z])s$|(?<=ve|er|nt)s$")
_GENDERS = re.compile(r"\b[mwfdxi](?:\s*[/|]\s*[mwfdxi*]){1,3}(?!\w)|\ball genders\b", re.IGNORECASE)
_PLACE = re.compile(r"\s+[-\u2013\u2014|@\u2022\u00b7]\s+.*")
_BARE_RANK = re.compile(
    r"(?:senior |associate |assistant |executive )?(?:[se]?vp|vice president|director|manager|head)", re.I
)
_ROUND = re.compile(r"\b(series [a-k])\b|\b(pre[- ]?seed|seed|angel|growth|venture|bridge)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"(?P<sign>[$\u20ac\u00a3]|\b[A-Z]{3}\b\s?)(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"\s?(?P<unit>(?i:k|mn?|bn?|thousand|million|billion)\b)?"
)
_UNITS = {"k": "thousand", "t": "thousand", "m": "million", "b": "billion"}
_SEAT = re.compile(
    r"\bChief [A-Z][a-z]+(?: [A-Z][a-z]+)? Officer\b|\bC[A-Z]{1,2}O\b"
    r"|\b(?:[SE]?VP|Vice President|Head)(?: of)? [A-Z]\w+"
)


def role_of(title: str) -> tuple[int, str]:
    """Return how many roles a posting tells of and what they are called: "Three AE roles posted" is (3, "AE").

    The name fits between an article or a number and the word role; it is empty where the title tells none that does.
    """
    plain = " ".join(_GENDERS.sub(" ", _ASIDE.sub(" ", tidy(title))).split())
    whole = _without(_DETERMINER, _without(_LEAD, plain))
    whole = _without(_ADJECTIVE, whole) if _SEVERAL.search(whole) else whole
    counted = _COUNT.match(whole)
    told = _without(_ADJECTIVE, whole[counted.end() :]) if counted else whole
    return _number(counted.group(1)) if counted else 1, quotable(_name(told, is_counted=bool(counted)), _ROLE_WORDS)


def round_of(title: str) -> str:
    """Return the funding round that a title names: "Series B", "seed round"; nothing where it names none."""
    match = _ROUND.search(title)
    if match is None:
        return ""
    series, other = match.groups()
    return str(series).title() if series else f"{other.lower().replace(' ', '-')} round"


def money_of(title: str) -> str:
    """Return the money that a title names, in words for its size: "EUR 12 million"; nothing where it names none."""
    match = _MONEY.search(title)
    if match is None:
        return ""
    number, unit = float(match["number"].replace(",", "")), _UNITS.get((match["unit"] or "").lower()[:1], "")
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if not unit and number >= size:
            number, unit = number / size, name
    sign = match["sign"].strip()
    return f"{sign}{' ' if sign.isalpha() else ''}{number:,.6g} {unit}".strip()


def seat_of(title: str) -> str:
    """Return the leading position that a title names: "CRO", "Head of Sales"; nothing where it names none."""
    match = _SEAT.search(title)
    return match.group() if match else ""


def _name(told: str, *, is_counted: bool) -> str:
    """What roles are called, where words tell of them: "AE roles posted", "roles in sales"."""
    field = _FIELD.fullmatch(told)
    named = field["field"] if field else _TRAIL.sub("", told)
    if _BARE_NOUN.fullmatch(named) or _NO_NAME.search(named):
        return ""
    says_roles = not field and _NOUN_AFTER.match(told, len(named))
    return _core(named if says_roles or not (field or is_counted) else _PLURAL.sub("", named))


def _without(start: re.Pattern[str], words: str) -> str:
    return start.sub("", words, count=1) if start.match(words) else words


def _core(name: str) -> str:
    """Take place and team off a posting: "Account Executive, Mid-Market – Berlin" is an Account Executive."""
    head, *rest = (part.strip() for part in _PLACE.sub("", name).split(","))
    return f"{head} of {rest[0]}" if rest and _BARE_RANK.fullmatch(head) else head


def _number(word: str) -> int:
    return max(1, int(word)) if word.isdecimal() else _NUMBERS.index(word.lower()) + 1
