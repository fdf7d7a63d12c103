"""A small invented crowd for the matcher's tests: a few hundred people, each told by one to four records."""

from __future__ import annotations

import random

from orbit.resolve.linkage.columns import Table
from orbit.resolve.linkage.people import people_table

_FIRST = [
    "Robert",
    "William",
    "Elizabeth",
    "Katherine",
    "Michael",
    "Jennifer",
    "Thomas",
    "Margaret",
    "Alexander",
    "Rebecca",
    "Daniel",
    "Victoria",
    "Samuel",
    "Laura",
    "Olivia",
    "Gregory",
    "Hannah",
    "Patrick",
    "Nicole",
    "Stephen",
    "Ingrid",
    "Matteo",
    "Amara",
    "Yuki",
    "Soren",
    "Priya",
    "Mateo",
    "Freya",
    "Tobias",
    "Leila",
]
_SHORT = {"Robert": "Bob", "William": "Bill", "Elizabeth": "Liz", "Michael": "Mike", "Thomas": "Tom", "Daniel": "Dan"}
_ENDS = "berg worth field ström owicz escu mann ini ez sen"
_STEMS = "Alder Brim Carr Dun Elk Farr Gold Hart Iver Jor Kest Lind Marl Nor Ost Pell Quil Rav Stan Thorn Und Vall Wex"
_TITLES = ("Account Executive", "VP Sales", "Data Engineer", "Controller", "Product Manager", "HR Director", "Buyer")
_CITIES = ("Leeds", "Ghent", "Porto", "Malmö", "Basel", "Turin", "Utrecht", "Graz")


def made_crowd(people: int = 400, seed: int = 5) -> tuple[list[str], dict[str, list[str]], list[int]]:
    """Return keys, cells by field, and which person each record is of."""
    dice = random.Random(seed)  # noqa: S311 - an invented crowd, not a secret
    lasts = [stem + end for stem in _STEMS.split() for end in _ENDS.split()]
    cells: dict[str, list[str]] = {
        name: [] for name in ("first", "last", "company", "title", "city", "email", "url", "phone")
    }
    person: list[int] = []
    for number in range(people):
        true = {
            "first": dice.choice(_FIRST),
            "last": dice.choice(lasts),
            "company": f"{dice.choice(lasts)} Works",
            "title": dice.choice(_TITLES),
            "city": dice.choice(_CITIES),
        }
        true["email"] = f"{true['first']}.{true['last']}{number}@{true['company'].split()[0]}.example"
        true["url"] = f"{true['first']}-{true['last']}-{number:04d}".lower()
        true["phone"] = f"+44 1632 {number:06d}"
        for _ in range(dice.randint(1, 4)):
            for name, value in _told(dice, true).items():
                cells[name].append(value)
            person.append(number)
    return [f"r{number:05d}" for number in range(len(person))], cells, person


def crowd_table(people: int = 400, seed: int = 5) -> tuple[Table, list[int]]:
    """Return the crowd as a table ready for matching, and which person each row is."""
    keys, cells, person = made_crowd(people, seed)
    return people_table(keys, cells), person


def _told(dice: random.Random, true: dict[str, str]) -> dict[str, str]:
    """Tell a person as a source does: short names, swapped letters, another employer, empty cells."""
    told = dict(true)
    if dice.random() < 0.2:
        told["first"] = _SHORT.get(true["first"], true["first"][0])
    if dice.random() < 0.1:
        at = dice.randrange(1, len(true["last"]) - 1)
        told["last"] = true["last"][:at] + true["last"][at + 1 :]
    if dice.random() < 0.12:
        told["company"] = "Elsewhere Works"
    filled = {"title": 0.8, "city": 0.5, "email": 0.4, "url": 0.4, "phone": 0.2}
    return {name: value if dice.random() < filled.get(name, 1.0) else "" for name, value in told.items()}
