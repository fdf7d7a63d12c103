"""Relations that come of dealings: reps and their champions, backers and their companies, trade and friendship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from orbit.world.accounts import Accounts
from orbit.world.backers import Backers, Standing
from orbit.world.careers import Spells
from orbit.world.companies import OUR_FIRM
from orbit.world.firm import LEADERS, SELLING, Roster
from orbit.world.knowing import Acquaintance
from orbit.world.people import Nature
from orbit.world.spec import Bools, Draw, Floats, Ints, WorldSpec, month_of

_CHIEF = 5


class Book:
    """Writes down single relations, then hands them over as arrays."""

    def __init__(self, dice: np.random.Generator) -> None:
        self._dice = dice
        self._rows: list[tuple[int, int, float, int]] = []

    def add(self, left: int, right: int, shape: tuple[float, float], since: int, chance: float = 1.0) -> None:
        """Relate two persons with some chance, as close as a beta distribution of this shape says."""
        if left != right and self._dice.random() < chance:
            self._rows.append((left, right, float(self._dice.beta(*shape)), since))

    def close(self) -> Acquaintance:
        """Return everything written so far."""
        left, right, strength, since = (np.array(column) for column in zip(*self._rows, strict=True))
        return Acquaintance(left, right, strength, since)


def customer_dealings(dice: np.random.Generator, accounts: Accounts, roster: Roster) -> Acquaintance:
    """Champions with those who serve them, with each other, and now and then with another colleague of ours."""
    book = Book(dice)
    sellers = roster.at(*SELLING)
    for customer in accounts.customers:
        since = month_of(customer.contract.closed_won_on) - 2
        persons = [champion.person for champion in customer.champions]
        for place, person in enumerate(persons):
            book.add(customer.owner, person, (3.5, 2.8), since, 0.9)
            book.add(customer.csm, person, (4.5, 2.5), since + 1, 0.95)
            if customer.sdr is not None:
                book.add(customer.sdr, person, (1.5, 4.0), since, 0.5)
            for other in sellers:
                book.add(other, person, (1.5, 4.0), since, 0.03)
            for peer in persons[place + 1 :]:
                book.add(person, peer, (4.0, 2.5), since - 6, 0.8)
    return book.close()


def prospecting(dice: np.random.Generator, accounts: Accounts, staff: dict[int, list[int]], month: int) -> Acquaintance:
    """Reps with the few persons whom they once met at accounts that they want; `staff` are the people there today."""
    book = Book(dice)
    for target in accounts.targets:
        here = staff.get(target.company, [])
        for rep in (target.owner, target.sdr):
            for _ in range(int(dice.poisson(0.9)) if rep is not None and here else 0):
                book.add(int(rep or 0), here[int(dice.integers(0, len(here)))], (1.4, 4.5), month - 8)
    return book.close()


def backing(dice: np.random.Generator, backers: Backers, chiefs: dict[int, list[int]], roster: Roster) -> Acquaintance:
    """Backers with our chiefs, with the chiefs of their companies, and directors with each other."""
    book = Book(dice)
    ours = roster.at(*LEADERS)
    for backer in backers.backers:
        for chief in ours:
            book.add(backer.person, chief, (4.0, 2.0), month_of(backer.since), 1.0 if chief == ours[0] else 0.55)
    _back_others(book, backers, chiefs)
    directors = [backer.person for backer in backers.backers if backer.standing is Standing.BOARD]
    for place, director in enumerate(directors):
        for other in directors[place + 1 :]:
            book.add(director, other, (4.0, 2.0), month_of(backers.backers[0].since))
    return book.close()


def _back_others(book: Book, backers: Backers, chiefs: dict[int, list[int]]) -> None:
    for stake in backers.stakes:
        for chief in chiefs.get(stake.company, []) if stake.company != OUR_FIRM else []:
            shape, chance = ((5.0, 2.0), 0.9) if stake.board_seat else ((2.4, 3.0), 0.4)
            book.add(stake.partner, chief, shape, month_of(stake.on), chance)
    for seat in backers.seats:
        for chief in chiefs.get(seat.company, []):
            book.add(seat.person, chief, (4.5, 2.0), month_of(seat.since), 0.9)


def chiefs_today(spells: Spells, running: Ints) -> dict[int, list[int]]:
    """Vice presidents and chiefs of today by company; `running` are the spells of today."""
    high = running[spells.level[running] >= _CHIEF]
    return grouped(spells.company[high], spells.person[high])


def grouped(keys: Ints, values: Ints) -> dict[int, list[int]]:
    """Group values by key; both in the order given."""
    groups: dict[int, list[int]] = {}
    for key, value in zip(keys.tolist(), values.tolist(), strict=True):
        groups.setdefault(key, []).append(value)
    return groups


def acquaintances(
    dice: np.random.Generator, spec: WorldSpec, spells: Spells, nature: Nature, wanted: Bools, roster: Roster
) -> Iterator[Acquaintance]:
    """Friends of one region, and persons of one trade who met outside work; sellers and backers meet many more."""
    people = len(nature.region)
    everybody = np.arange(people)
    last = spells.of(people)[1:] - 1
    friends = np.repeat(everybody, dice.poisson(1.6 * nature.sociable))
    found = Draw(nature.region, nature.sociable)(nature.region[friends], dice)
    yield _random_pairs(dice, spec, spells, (friends, found), wanted, (3.5, 2.8))
    trade = spells.function[last]
    met = np.repeat(everybody, dice.poisson(_meetings(dice, nature, roster)))
    elder = nature.sociable * (1.0 + spells.level[last])
    found = Draw(trade, elder)(trade[met], dice)
    anyone = Draw(np.zeros(people, dtype=np.int64), elder)(np.zeros_like(met), dice)
    found = np.where(dice.random(len(met)) < _same_trade(roster, met), found, anyone)
    yield _random_pairs(dice, spec, spells, (met, found), wanted, (1.3, 4.6))


def _meetings(dice: np.random.Generator, nature: Nature, roster: Roster) -> Floats:
    met = 4.0 * nature.sociable
    most = 0.03 * len(met)
    boosts: Iterable[tuple[Iterable[int], float]] = (
        (roster.team, 120.0),
        (roster.at(*SELLING), 340.0),
        (range(roster.partners.start, roster.independents.stop), 150.0),
    )
    for persons, boost in boosts:
        who = np.array(list(persons))
        met[who] = np.minimum(boost * dice.lognormal(0.0, 0.45, len(who)), most)
    return met


def _same_trade(roster: Roster, persons: Ints) -> Floats:
    # Partners and sellers meet all trades; everybody else mostly meets their own.
    return np.where(persons < roster.independents.stop, 0.25, 0.7)


def _random_pairs(
    dice: np.random.Generator, spec: WorldSpec, spells: Spells, pairs: tuple[Ints, Ints], wanted: Bools,
    shape: tuple[float, float],
) -> Acquaintance:  # fmt: skip
    use = (pairs[1] >= 0) & (wanted[pairs[0]] | wanted[pairs[1]])
    left, right = pairs[0][use], pairs[1][use]
    begun = spells.start[spells.of(len(wanted))[:-1]]
    earliest = np.maximum(begun[left], begun[right])
    since = earliest + np.floor(dice.random(len(left)) * (spec.month - earliest)).astype(np.int64)
    return Acquaintance(left, right, dice.beta(*shape, len(left)), since)
