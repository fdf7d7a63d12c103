"""How one person, title or company comes to be written in many ways. A die in [0, 1) decides; most is written right."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from orbit.world.companies import Companies
from orbit.world.people import People

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae", "đ": "d", "\u0131": "i"}
)
_AREAS = frozenset({"Engineering", "Sales", "Marketing", "Finance", "HR", "Operations", "IT", "Analytics", "Security"})
_SHORT = {
    "Account Executive": "AE",
    "Customer Success Manager": "CSM",
    "Sales Development Representative": "SDR",
    "Product Manager": "PM",
    "Business Development Representative": "BDR",
}
_SUFFIXES = (", MBA", ", PhD", " (she/her)", ", CPA", " 🚀", ", PMP")


class Spelled(NamedTuple):
    """First and last name as somebody wrote them."""

    first: str
    last: str

    @property
    def full(self) -> str:
        """Both in one cell."""
        return f"{self.first} {self.last}".strip()


def without_marks(text: str) -> str:
    """Drop accents as an English keyboard does, keeping upper and lower case."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in split if not unicodedata.combining(char))


def own_name(people: People, number: int, die: float) -> Spelled:
    """Write a name as its owner does on a profile page."""
    first, last = people.first[number], people.last[number]
    forms = (
        (0.05, Spelled(people.nickname(number), last)),
        (0.08, Spelled(first, last + _SUFFIXES[int(die * 10_000) % len(_SUFFIXES)])),
        (0.11, Spelled(f"{first} {'ABCDEFGHJKLMPRSTW'[int(die * 100_000) % 17]}.", last)),
        (0.135, Spelled(first, f"{last[0]}.")),
        (0.2, Spelled(without_marks(first), without_marks(last))),
    )
    return next((form for limit, form in forms if die < limit), Spelled(first, last))


def typed_name(people: People, number: int, die: float) -> Spelled:
    """Write a name as a colleague types it into a CRM."""
    first, last = people.first[number], people.last[number]
    forms = (
        (0.13, Spelled(people.nickname(number), last)),
        (0.4, Spelled(without_marks(first), without_marks(last))),
        (0.42, Spelled(f"{first[0]}.", last)),
        (0.445, Spelled(first, _swapped(last, int(die * 100_000)))),
        (0.475, Spelled(first.lower(), last.lower())),
        (0.495, Spelled(first, last.upper())),
    )
    return next((form for limit, form in forms if die < limit), Spelled(first, last))


def provider_name(people: People, number: int, die: float) -> str:
    """Write a name as a data provider does: in lower case, mostly without accents."""
    full = people.name(number) if die > 0.06 else f"{people.nickname(number)} {people.last[number]}"
    return (full if die > 0.9 else without_marks(full)).lower()


def company_name(companies: Companies, number: int, die: float) -> str:
    """Write a company as people do, with or without its legal form."""
    name, legal = companies.names[number], companies.legal[number]
    forms = (
        (0.62, name),
        (0.78, f"{name}, {legal}" if legal.endswith(".") else f"{name} {legal}"),
        (0.88, f"{name} {legal.replace('.', '')}"),
        (0.94, name.upper()),
        (0.98, f"{name} {legal}".upper().replace(".", "")),
    )
    return next((text for limit, text in forms if die < limit), name.lower())


def page_name(companies: Companies, number: int, die: float) -> str:
    """Write a company as profile pages do: mostly chosen from the list of company pages."""
    return company_name(companies, number, die * 0.7 if die < 0.9 else die)


def job_title(title: str, die: float) -> str:
    """Write a title in one of the ways in which people write it."""
    if die < 0.55:
        return title
    choices = _title_forms(title)
    return choices[int(die * 9_973) % len(choices)]


def _title_forms(title: str) -> tuple[str, ...]:
    words = title.split()
    rest = " ".join(words[1:])
    if words[0] == "VP":
        return f"Vice President, {rest}", f"VP of {rest}", f"VP, {rest}", f"Vice President of {rest}"
    if title.startswith("Director of "):
        area = title.removeprefix("Director of ")
        return f"Director, {area}", f"{area} Director", f"Director {area}"
    if words[0] == "Senior":
        return f"Sr. {rest}", f"Sr {rest}", title
    if words[0] == "Chief":
        return "".join(word[0] for word in words), title, f"{title} ({''.join(word[0] for word in words)})"
    if words[-1] == "Manager" and " ".join(words[:-1]) in _AREAS:
        return f"Manager, {words[0]}", title, f"Manager - {words[0]}", f"Manager of {words[0]}"
    return title, title, _SHORT.get(title, title), title.lower()


def _swapped(text: str, number: int) -> str:
    """Exchange two neighbouring letters, as fast typing does."""
    if len(text) < 4:
        return text
    at = 1 + number % (len(text) - 3)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
