"""Small odd worlds side by side in one view: whatever facts may say, drawn at random from a seed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from orbit.graph.view import View
from orbit.model import Item, Person, SpellKind, Tie, TieKind
from orbit.policy import load_policy
from tests.factories import DAY, company, investment, person, spell, tie
from tests.listed import view_of

# Nothing is too faint to be compared.
POLICY = load_policy("[search]\nmin_score = 0")
PEOPLE = tuple(f"p{number}" for number in range(9))
COMPANIES = {"acme": 12, "bolt": 300, "core": 9000, "dune": None, "Self-employed": None}
TITLES = (None, "Account Executive", "VP Sales", "CEO", "Software Engineer", "CFO", "Geschäftsführer Großkunden")
KINDS = (*[SpellKind.JOB] * 4, SpellKind.BOARD, SpellKind.SCHOOL)


def odd_view(worlds: int, as_of: date = DAY, *, doubtful: bool = False) -> View:
    """Return so many worlds of nine people and five companies each, of which nobody in one knows anybody in another.

    With `doubtful`, every third person may be two.
    """
    items: list[Item] = []
    willing: dict[str, float] = {}
    for number in range(worlds):
        drawn, ours = odd_world(f"w{number}-", Random(number))  # noqa: S311 - a test's dice
        items += drawn
        willing |= ours
    names = [item.key.id for item in items if isinstance(item, Person)]
    return view_of(items, willing, as_of, POLICY, dict.fromkeys(names[::3], 0.91) if doubtful else {})


def hub_view(people: int, *, faint: bool = False) -> View:
    """Return one company at which so many people are or were, of all of whom we know a few contacts.

    All are reached, through one long job together; with `faint`, their ties to us are old and they left long ago.
    """
    dice = Random(people)  # noqa: S311 - a test's dice
    names = [f"p{number:05}" for number in range(people)]
    items: list[Item] = [company("hub", headcount=people), company("old", headcount=60), *map(person, names)]
    items += [_career(dice, name, number, faint=faint) for number, name in enumerate(names)]
    items += [spell(name, "old", "Account Executive", "2001-01", "2009-12") for name in names]
    return view_of(items, dict.fromkeys(names[-30:], 0.8), DAY, POLICY)


def _career(dice: Random, name: str, number: int, *, faint: bool) -> Item:
    if number < 40:
        return spell(name, "hub", dice.choice(TITLES), f"{dice.randint(2015, 2024)}-01", seen_on=DAY)
    begin = 2003 if faint else dice.randint(2004, 2018)
    return spell(name, "hub", dice.choice(TITLES), f"{begin}-01", f"{begin + dice.randint(1, 4)}-12")


def odd_world(prefix: str, dice: Random) -> tuple[list[Item], dict[str, float]]:
    """Return the records and facts of one world, and how willing our people in it are."""
    people = [prefix + name for name in PEOPLE]
    places = [prefix + name for name in COMPANIES]
    items: list[Item] = [person(name) for name in people]
    items += [company(prefix + name, name.title(), headcount=size) for name, size in COMPANIES.items()]
    facts: list[Item] = [_spell(dice, people, places) for _ in range(dice.randint(8, 30))]
    facts += [_tie(dice, people) for _ in range(dice.randint(0, 9))]
    facts += [
        investment(prefix + "core", dice.choice(places), _month(dice), partner=dice.choice(people))
        for _ in range(dice.randint(0, 2))
    ]
    ours = dice.sample(people, dice.randint(0, 5))
    unique = {repr(fact): fact for fact in facts}
    return [*items, *unique.values()], {name: dice.choice((0.4, 0.55, 0.8)) for name in ours}


def _spell(dice: Random, people: list[str], places: list[str]) -> Item:
    start, end = sorted((_month(dice), _month(dice)))
    seen = _day(dice) if dice.random() < 0.5 else None
    begin = dice.choice((None, start, start, start[:4]))
    finish = None if seen else dice.choice((None, end, end[:4]))
    if begin and finish and finish[:4] == begin[:4]:
        finish = None
    who, where = dice.choice(people), dice.choice(places)
    return spell(who, where, dice.choice(TITLES), begin, finish, kind=dice.choice(KINDS), seen_on=seen)


def _tie(dice: Random, people: list[str]) -> Tie:
    left, right = sorted(dice.sample(people, 2))
    kind = dice.choice(list(TieKind))
    told = kind in {TieKind.DECLARED, TieKind.CONFIRMED}
    close = dice.choice((None, 0.0, 0.3, 0.9)) if told else None
    sent, received, events = [dice.randint(0, 30) for _ in range(3)] if kind != TieKind.LINKEDIN else (0, 0, 0)
    on = dice.choice((None, _day(dice), date(2020, 5, 5)))
    return tie(left, right, kind, on=on, closeness=close, sent=sent, received=received, events=events)


def _month(dice: Random) -> str:
    return f"{dice.randint(2010, 2026)}-{dice.randint(1, 10):02d}"


def _day(dice: Random) -> date:
    return date(2012, 1, 1) + timedelta(days=dice.randint(0, 5500))
