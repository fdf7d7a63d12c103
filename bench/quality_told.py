"""What a company's files would tell of a made-up world, straight as a view: in part, roughly, and not always rightly.

It stands in for exporting and importing, which take a minute per world: the same pages, connections, bought careers
and lists, but everybody's records already joined. Person and company numbers are those of the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from bench.mechanisms import Mechanism
from orbit.graph.arrays import Array, pack_texts
from orbit.graph.rows import INVESTOR_TITLE, SpanRow, SpellTold, TieRow, span_arrays, spell_row, tie_arrays
from orbit.graph.snapshot import TIE_KINDS, Kind, Snapshot
from orbit.model import Circle, SpellKind, TieKind
from orbit.policy import WillingPolicy
from orbit.world import World
from orbit.world.backers import Standing
from orbit.world.careers import RUNNING
from orbit.world.export.histories import bought
from orbit.world.export.network import Network
from orbit.world.export.profiles import Profiles
from orbit.world.export.spelling import job_title
from orbit.world.make import school_number
from orbit.world.spec import Stage
from orbit.world.wording import SCHOOLS

_STAGE = 102
_BANDS = np.array([10, 50, 200, 500, 1_000, 5_000, 10_000])
# As the made-up data provider has them, and what it does not tell.
_BEHIND, _LOST_JOB, _ROUGH, _SCHOOLED = 0.17, 0.06, 0.05, 0.45
_FRESH, _QUIET = 0.5, 0.0
_CIRCLES = {
    Standing.ADVISOR: Circle.ADVISOR,
    Standing.BOARD: Circle.BOARD,
    Standing.INVESTOR_PARTNER: Circle.INVESTOR,
}


@dataclass(frozen=True, slots=True)
class Account:
    """A target account: its company number, and how fresh its signals are."""

    company: int
    heat: float


class _Line(NamedTuple):
    """One spell as a file tells it."""

    person: int
    company: int
    told: SpellTold
    kind: int = -1


def tell(world: World, mechanism: Mechanism) -> Snapshot:
    """Return the snapshot of all that the files of this world tell."""
    clerk = _Clerk(world, mechanism)
    spells = [row for number, line in enumerate(clerk.lines()) if (row := _row(number, line)) is not None]
    return Snapshot(
        **_entities("person", "per", len(world.people)),
        **_companies(clerk),
        **span_arrays(sorted(spells)),
        **tie_arrays(sorted(clerk.ties())),
    )


def accounts_of(world: World) -> tuple[Account, ...]:
    """Return the target accounts."""
    return tuple(Account(one.company, _FRESH if one.signalled else _QUIET) for one in world.accounts.targets)


def willingness(world: World, policy: WillingPolicy) -> Array:
    """Return how likely each of our people helps, by circle, as no verdict stood in the way (float64[P])."""
    willing = np.zeros(len(world.people))
    for person in world.champions:
        willing[person] = policy.champion
    for backer in world.backers.backers:
        if backer.until is None:
            willing[backer.person] = max(willing[backer.person], getattr(policy, _CIRCLES[backer.standing]))
    willing[list(world.roster.team)] = policy.team
    return willing


class _Clerk:
    """Writes down what each file tells."""

    def __init__(self, world: World, mechanism: Mechanism) -> None:
        self._world, self._wrong = world, mechanism.misdated
        self._dice = world.spec.dice(Stage.CAREER_FILES)
        self._slips = np.random.default_rng([world.spec.seed, _STAGE])
        self._pages = Profiles(world)
        network = Network(world, world.spec.dice(Stage.LINKEDIN), mechanism.linking)
        days = self._slips.integers(1, 40, len(world.roster.team)).tolist()
        self._exports = {owner: world.spec.ago(ago) for owner, ago in zip(world.roster.team, days, strict=True)}
        self._links = {owner: network.of(owner, on) for owner, on in self._exports.items()}
        self._bought = bought(world, self._dice).tolist()

    def lines(self) -> Iterator[_Line]:
        """Every spell of every file."""
        for owner, exported_on in self._exports.items():
            yield from self._career(owner, exported_on)
            yield self._schooling(owner)
            for link in self._links[owner]:
                yield from self._seen(link.person, exported_on)
        for person in (*self._world.roster.alumni, *self._bought):
            yield from self._sold(person)
        yield from self._champions()
        yield from self._backing()

    def ties(self) -> Iterator[TieRow]:
        """Every LinkedIn connection of every colleague."""
        number = 0
        for owner, links in self._links.items():
            for link in links:
                left, right = min(owner, link.person), max(owner, link.person)
                kind = TIE_KINDS.index(TieKind.LINKEDIN)
                yield TieRow(left, right, kind, f"{number:024x}", link.on.toordinal(), -1.0, 0.0)
                number += 1

    def headcounts(self) -> Array:
        """What is told of company sizes: bands by the provider, a rough number for accounts, else 0."""
        world = self._world
        told = np.zeros(len(world.companies) + len(SCHOOLS), dtype=np.int64)
        begin = world.spells.of(len(world.people))
        rows = [row for person in self._bought for row in range(begin[person], begin[person + 1])]
        named = np.unique(world.spells.company[rows])
        band = np.searchsorted(_BANDS, world.headcount[named])
        low = np.concatenate([[1], _BANDS + 1])[band]
        high = np.concatenate([_BANDS, [_BANDS[-1] + 1]])[band]
        told[named] = np.round(np.sqrt(low * high))
        accounts = [one.company for one in world.accounts.targets]
        accounts += [one.company for one in world.accounts.customers]
        told[accounts] = np.round(world.headcount[accounts] * self._slips.uniform(0.85, 1.15, len(accounts)))
        return told

    def _career(self, person: int, seen: date) -> Iterator[_Line]:
        for spell in self._pages.spells(person):
            yield self._job(person, spell, seen if self._world.spells.end[spell] == RUNNING else None)

    def _seen(self, person: int, on: date) -> Iterator[_Line]:
        job = self._pages.job(person)
        if job is not None:
            yield _Line(person, job.company, SpellTold(SpellKind.JOB, job.title, None, None, on, on))

    def _sold(self, person: int) -> Iterator[_Line]:
        """A career as a provider sells it: now and then a job behind, or with one missing."""
        spells = list(self._pages.spells(person))
        dice = self._dice.random(3)
        outdated = bool(dice[0] < _BEHIND) and len(spells) > 1
        last = spells[-2] if outdated else spells[-1]
        verified = self._world.spec.ago(int(dice[1] * 300))
        for spell in spells[: spells.index(last) + 1]:
            if spell == last:
                yield self._job(person, spell, verified, is_open=outdated)
            elif self._dice.random() > _LOST_JOB:
                yield self._job(person, spell, None)
        if dice[2] < _SCHOOLED:
            yield self._schooling(person)

    def _job(self, person: int, spell: int, seen: date | None, *, is_open: bool = False) -> _Line:
        spells = self._world.spells
        title = job_title(self._pages.title(spell), float(self._dice.random()))
        rough = bool(spells.rough[spell]) or self._dice.random() < _ROUGH
        start, end = self._reported(int(spells.start[spell]), int(spells.end[spell]))
        ended = end != RUNNING and not is_open
        told_end = _month(end, rough=rough) if ended else None
        day = None if ended else seen
        return _Line(
            person,
            int(spells.company[spell]),
            SpellTold(SpellKind.JOB, title, _month(start, rough=rough), told_end, day, day),
        )

    def _reported(self, start: int, end: int) -> tuple[int, int]:
        """The months as their owner tells them: often stretched or shifted, by a year at most."""
        if self._slips.random() >= self._wrong:
            return start, end
        begun = start + int(self._slips.integers(-12, 7))
        finished = end if end == RUNNING else end + int(self._slips.integers(-6, 13))
        today = self._world.spec.month
        begun = min(begun, today)
        return begun, finished if finished == RUNNING else min(max(finished, begun), today)

    def _schooling(self, person: int) -> _Line:
        left = int(self._world.spells.start[self._pages.spells(person)[0]]) // 12
        school = school_number(self._world, int(self._world.people.nature.school[person]))
        return _Line(person, school, SpellTold(SpellKind.SCHOOL, None, str(left - 4), str(left), None, None))

    def _champions(self) -> Iterator[_Line]:
        seen = self._world.spec.as_of
        for customer in self._world.accounts.customers:
            for champion in customer.champions:
                spell = self._pages.spells(champion.person)[-2 if champion.left_on else -1]
                end = None if champion.left_on is None else champion.left_on.isoformat()
                day = seen if end is None else None
                told = SpellTold(SpellKind.JOB, self._pages.title(spell), None, end, day, day)
                yield _Line(champion.person, customer.company, told)

    def _backing(self) -> Iterator[_Line]:
        world, seen = self._world, self._world.spec.as_of
        for backer in world.backers.backers:
            spell = self._pages.spells(backer.person)[-1]
            told = SpellTold(SpellKind.JOB, self._pages.title(spell), None, None, seen, seen)
            yield _Line(backer.person, int(world.spells.company[spell]), told)
        for seat in world.backers.seats:
            yield _Line(seat.person, seat.company, _open(SpellKind.BOARD, None, seat.since, seen))
        for stake in world.backers.stakes:
            told = _open(SpellKind.BOARD, INVESTOR_TITLE, stake.on, seen)
            yield _Line(stake.partner, stake.company, told, Kind.INVESTOR)
            if stake.board_seat:
                yield _Line(stake.partner, stake.company, _open(SpellKind.BOARD, None, stake.on, seen))


def _open(kind: SpellKind, title: str | None, since: date, seen: date) -> SpellTold:
    # A file of today can tell of nothing that begins later.
    start = min(since, seen - timedelta(days=31))
    return SpellTold(kind, title, f"{start:%Y-%m}", None, seen, seen)


def _month(month: int, *, rough: bool) -> str:
    return str(month // 12) if rough else f"{month // 12}-{month % 12 + 1:02d}"


def _row(number: int, line: _Line) -> SpanRow | None:
    row = spell_row(f"{number:024x}", line.person, line.company, line.told)
    return row if row is None or line.kind < 0 else row._replace(kind=line.kind)


def _entities(of: str, prefix: str, count: int) -> dict[str, Array]:
    name, name_at = pack_texts("" for _ in range(count))
    ids = np.array([f"{prefix}_{number:012x}" for number in range(count)], dtype="S16")
    return {f"{of}_id": ids, f"{of}_name": name, f"{of}_name_at": name_at, f"{of}_key": np.zeros(count, np.uint64)}


def _companies(clerk: _Clerk) -> dict[str, Array]:
    headcount = clerk.headcounts()
    domain, domain_at = pack_texts("" for _ in headcount)
    return {
        **_entities("company", "com", len(headcount)),
        "company_core": np.zeros(len(headcount), np.uint64),
        "company_domain": domain,
        "company_domain_at": domain_at,
        "company_headcount": headcount.astype(np.int32),
        "company_mute": np.zeros(len(headcount), dtype=np.bool_),
    }
