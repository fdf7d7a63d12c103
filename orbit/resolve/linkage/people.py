"""How records of people from a CRM, LinkedIn exports and lists are matched: the fields, their levels, their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orbit.names import company_core, email_address, is_no_company, is_role_mailbox, person_name, unaccented, words
from orbit.names.nicknames import full_forms
from orbit.resolve.linkage.columns import Column, Table
from orbit.resolve.linkage.plan import Comparison, Derived, Generic, Key, Level, Measure, Plan
from orbit.resolve.linkage.sound import sound
from orbit.titles import title_key

FIELDS = ("first", "last", "company", "title", "city", "email", "url", "phone")
# How alike two first names are, of whomever: a list of people of another time is matched by these too.
FIRST_NAMES = (
    Level("the same first name", Measure.SAME, rare=True),
    Level("one is short for the other", Measure.RELATED),
    Level("often written for each other", Measure.LEARNED),
    Level("one is the initial of the other", Measure.INITIAL),
    Level("nearly the same first name", Measure.JARO_WINKLER, 0.92),
    Level("similar first names", Measure.JARO_WINKLER, 0.85),
)
_COMPARISONS = (
    Comparison(
        "first name",
        "first",
        FIRST_NAMES,
        "different first names",
    ),
    Comparison(
        "last name",
        "last",
        (
            Level("the same last name", Measure.SAME, rare=True),
            Level("last names one letter apart", Measure.EDITS, -1),
            Level("nearly the same last name", Measure.JARO_WINKLER, 0.93),
            Level("one last name is part of the other", Measure.PART, 100),
            Level("similar last names", Measure.JARO_WINKLER, 0.86),
        ),
        "different last names",
    ),
    Comparison(
        "company",
        "company",
        (
            Level("the same company", Measure.SAME, rare=True),
            Level("one company name is part of the other", Measure.PART, 100),
            Level("nearly the same company name", Measure.JARO_WINKLER, 0.93),
        ),
        "different companies",
    ),
    Comparison(
        "title",
        "title",
        (
            Level("the same title", Measure.SAME, rare=True),
            Level("titles often held by one person", Measure.LEARNED),
            Level("one title is part of the other", Measure.PART, 100),
        ),
        "different titles",
    ),
    Comparison("city", "city", (Level("the same city", Measure.SAME, rare=True),), "different cities"),
    Comparison(
        "e-mail",
        "email",
        (
            Level("the same e-mail address", Measure.SAME, rare=True),
            Level("two addresses at one domain", Measure.DOMAIN, against=True),
        ),
        "different e-mail addresses",
    ),
    Comparison(
        "profile",
        "url",
        (Level("the same profile address", Measure.SAME, rare=True),),
        "different profile addresses",
    ),
    Comparison("phone", "phone", (Level("the same phone number", Measure.SAME, rare=True),), "different phone numbers"),
)
# The caps are as low as they may be: at a million records, caps three to five times as high compare more than twice as
# many pairs to find one more of three hundred true ones.
_KEYS = (
    Key("e-mail", (("email",),), 20),
    Key("profile", (("url",),), 50),
    Key("phone", (("phone",),), 10, teaches=False),
    Key("name", (("full1", "last"), ("full2", "last")), 10),
    Key("last name and company", (("last", "company"),), 20),
    Key("first name and company", (("full1", "company"), ("full2", "company")), 6),
    Key("initial, last name's beginning and company", (("initial", "last4", "company"),), 12),
    Key("last name's sound and company", (("last_sound", "company"),), 8),
    Key("first name and last name's sound", (("full1", "last_sound"),), 6),
    Key("mailbox and last name", (("mailbox", "last"),), 6),
    Key("name and city", (("first", "last", "city"),), 60),
    Key("name and title", (("first", "last", "title"),), 60),
    Key("initial, last name and title", (("initial", "last", "title"),), 8),
    Key("first name, company and title", (("first", "company_word", "title"),), 20),
    Key("last name and company's first word", (("last", "company_word"),), 8),
    Key("name and company", (("full1", "last", "company"), ("full2", "last", "company")), 100),
)


def _full(place: int, name: str) -> str | None:
    """Return what a short form may stand for: its own spelling first among full names, else the usual ones."""
    fulls = full_forms().get(name)
    if fulls is None:
        return name if place == 0 else None
    return fulls[place] if place < len(fulls) else None


def _full1(name: str) -> str | None:
    return _full(0, name) if len(name) > 1 else None


def _full2(name: str) -> str | None:
    return _full(1, name)


def _initial(name: str) -> str:
    return name[:1]


def _beginning(name: str) -> str | None:
    return name[:4] if len(name) > 3 else None


def _mailbox(email: str) -> str:
    return email.partition("@")[0]


def _first_word(name: str) -> str | None:
    return name.split()[0] if name.split() else None


PEOPLE = Plan(
    "people",
    _COMPARISONS,
    _KEYS,
    (
        Derived("full1", "first", _full1),
        Derived("full2", "first", _full2),
        Derived("initial", "first", _initial),
        Derived("last4", "last", _beginning),
        Derived("last_sound", "last", sound),
        Derived("mailbox", "email", _mailbox),
        Derived("company_word", "company", _first_word),
    ),
    apart=("url",),
    alone=("first name", "last name"),
    generic=(Generic("phone", "last", 2), Generic("email", "last", 3)),
)


def people_table(keys: Sequence[str], cells: Mapping[str, Sequence[str]]) -> Table:
    """Make cells comparable, each distinct one once: `name` or `first` and `last`, and any of the other FIELDS.

    Raises UsageError where two records have one key.
    """
    raw = Table.of(keys, cells)
    made = (
        {"first": raw.columns["first"].mapped(_given), "last": raw.columns["last"].mapped(_family)}
        if ("first" in cells)
        else {"first": raw.columns["name"].mapped(_first_of), "last": raw.columns["name"].mapped(_last_of)}
    )
    for name, change in _CHANGES.items():
        column = raw.columns.get(name)
        made[name] = column.mapped(change) if column else Column.of([None] * raw.rows)
    return Table(raw.keys, made)


def comparable(cells: Mapping[str, str]) -> dict[str, str]:
    """Make the cells of one record comparable as `people_table` does those of many; silent fields are left out."""
    made = {"first": _first_of(cells["name"]), "last": _last_of(cells["name"])} if cells["name"] else {}
    made |= {name: change(cells[name]) for name, change in _CHANGES.items() if cells.get(name)}
    return {name: value for name, value in made.items() if value}


def _given(text: str) -> str | None:
    return person_name(f"{text} X").firsts[0] if words(text) else None


def _family(text: str) -> str | None:
    lasts = person_name(f"X {text}").lasts
    return " ".join(words(text)) if not lasts else lasts[0]


def _first_of(text: str) -> str | None:
    firsts = person_name(text).firsts
    return firsts[0] if firsts else None


def _last_of(text: str) -> str | None:
    lasts = person_name(text).lasts
    return lasts[0] if lasts else None


def _company(text: str) -> str | None:
    return None if is_no_company(text) else company_core(text)


def _title(text: str) -> str | None:
    return title_key(text) or None


def _city(text: str) -> str | None:
    return unaccented(text.partition(",")[0]) or None


def _mail(text: str) -> str | None:
    email = email_address(text)
    return None if email is None or is_role_mailbox(email) else email


def _number(text: str) -> str | None:
    digits = "".join(char for char in text if char.isdigit())
    return digits[-9:] if len(digits) >= 7 else None


def _address(text: str) -> str | None:
    return text or None


_CHANGES = {
    "company": _company,
    "title": _title,
    "city": _city,
    "email": _mail,
    "url": _address,
    "phone": _number,
}
