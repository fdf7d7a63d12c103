"""Careers: everybody's spells, with promotions, gaps, changes of employer, and a last job that mostly still runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.world.companies import OUR_FIRM, Companies
from orbit.world.firm import FIRM_AGE_MONTHS, LEADERS, Roster, last_company, last_function, last_level
from orbit.world.spec import Bools, Draw, Ints, Stage, WorldSpec, choose, offsets
from orbit.world.wording import FUNCTION_SHARES, INVESTING

MOST_SPELLS = 7
RUNNING = 1 << 20
_PROMOTED = 0.28
_GAP = 0.15
_STILL_THERE = 0.94


@dataclass(frozen=True, slots=True)
class Spells:
    """All jobs, by person, then by time: int64[n] each.

    `start` and `end` are months since year 0, `end` included, `RUNNING` for a job of today. `pick` chooses
    among the titles of a level. `rough` marks jobs whose dates are told by the year alone.
    """

    person: Ints
    company: Ints
    function: Ints
    level: Ints
    start: Ints
    end: Ints
    pick: Ints
    rough: Bools

    def __len__(self) -> int:
        return len(self.person)

    def of(self, people: int) -> Ints:
        """Return where each person's spells begin: int64[people + 1]."""
        return offsets(self.person, people)

    def current(self, people: int) -> Ints:
        """Return each person's spell of today, -1 for those between jobs: int64[people]."""
        here = np.full(people, -1, dtype=np.int64)
        running = np.flatnonzero(self.end == RUNNING)
        here[self.person[running]] = running
        return here


@dataclass(frozen=True, slots=True)
class Move:
    """A change of employer that is arranged after the fact: the person leaves in `month` for `company`."""

    person: int
    month: int
    company: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """Per person: months since the first job, number of spells; per spell: its person and its place in the career."""

    months: Ints
    count: Ints
    person: Ints
    turn: Ints


def make_careers(spec: WorldSpec, companies: Companies, region: Ints, roster: Roster) -> Spells:
    """Live everybody's working life up to `as_of`; `region` is everybody's labour market."""
    dice = spec.dice(Stage.CAREERS)
    plan = _plan(dice, len(region), roster)
    company, function, level = _employers(dice, plan, companies, region, roster)
    start, end = _times(dice, spec, plan, company, roster.independents.stop)
    pick = dice.integers(0, 12, len(company))
    pick[(company == OUR_FIRM) & (level == 6)] = 0
    rough = dice.random(len(company)) < 0.1
    spells = Spells(plan.person, company, function, level, start, end, pick, rough)
    return one_chief_each(spells)


def _plan(dice: np.random.Generator, people: int, roster: Roster) -> _Plan:
    months = np.minimum(14 + dice.gamma(2.2, 72.0, people), 430).astype(np.int64)
    senior = np.arange(roster.partners.start, roster.independents.stop)
    months[senior] = dice.integers(190, 400, len(senior))
    known = np.arange(roster.partners.start)
    months[known] = np.clip(months[known], np.where(known < len(LEADERS), 180, 40), 320)
    count = np.clip(1 + dice.poisson(months / 70), 1, np.minimum(MOST_SPELLS, 1 + months // 9))
    count[: roster.independents.stop] = np.maximum(count[: roster.independents.stop], 3)
    person = np.repeat(np.arange(people), count)
    first = np.cumsum(count) - count
    return _Plan(months, count, person, np.arange(len(person)) - first[person])


def _employers(
    dice: np.random.Generator, plan: _Plan, companies: Companies, region: Ints, roster: Roster
) -> tuple[Ints, Ints, Ints]:
    people = len(region)
    company, function, level = (np.zeros(len(plan.person), dtype=np.int64) for _ in range(3))
    industry = choose(dice, np.bincount(companies.industry, companies.weight).astype(np.float64), people)
    doing = choose(dice, FUNCTION_SHARES, people)
    rank = (dice.random(people) < 0.4).astype(np.int64)
    rank[roster.partners.start : roster.independents.stop] = 2
    employer = np.full(people, -1, dtype=np.int64)
    first = np.cumsum(plan.count) - plan.count
    hire = _Hiring(companies)
    for turn in range(MOST_SPELLS):
        who = np.flatnonzero(plan.count > turn)
        last = plan.count[who] - 1 == turn
        stays = (dice.random(len(who)) < _PROMOTED) & (turn > 0) & ~(last & (who < roster.independents.stop))
        fresh = hire(dice, industry[who], region[who])
        employer[who] = np.where(stays, employer[who], fresh)
        employer[who] = _arranged(employer[who], who, plan.count[who] - 1 - turn, roster)
        switches = ~stays & (dice.random(len(who)) < 0.06)
        doing[who] = np.where(switches, choose(dice, FUNCTION_SHARES, len(who)), doing[who])
        rises = (turn > 0) & (stays | (dice.random(len(who)) < 0.42))
        rank[who] = np.minimum(rank[who] + rises, 6)
        at = first[who] + turn
        company[at], function[at], level[at] = employer[who], doing[who], rank[who]
    _fit_last(plan, roster, function, level)
    return company, function, level


def _fit_last(plan: _Plan, roster: Roster, function: Ints, level: Ints) -> None:
    final = np.cumsum(plan.count)[: len(roster.everybody)] - 1
    for column, fixed in ((function, last_function(roster)), (level, last_level(roster))):
        column[final] = np.where(fixed >= 0, fixed, column[final])
    # Colleagues did much the same before they joined us.
    before = final[: len(roster.team)] - 1
    function[before] = function[final[: len(roster.team)]]
    today = level[before + 1]
    level[before] = np.clip(level[before], np.maximum(today - 2, 0), np.maximum(today, 1))


def _arranged(employer: Ints, who: Ints, left: Ints, roster: Roster) -> Ints:
    """Put the arranged persons where the roster wants them; `left` counts the spells still to come."""
    ours = who < roster.independents.stop
    fixed = np.where(ours, last_company(roster)[np.minimum(who, roster.independents.stop - 1)], -1)
    employer = np.where((left == 0) & (fixed >= 0), fixed, employer)
    alumni = (who >= roster.alumni.start) & (who < roster.alumni.stop)
    return np.where(alumni & (left == 1), OUR_FIRM, employer)


class _Hiring:
    """Which company takes somebody: mostly one of their industry, mostly one of their region."""

    _SHARES = (0.45, 0.23, 0.17, 0.15)

    def __init__(self, companies: Companies) -> None:
        nowhere = np.zeros(len(companies), dtype=np.int64)
        both = companies.industry * 100 + companies.region
        self._draws = tuple(
            Draw(keys, companies.weight) for keys in (both, companies.industry, companies.region, nowhere)
        )

    def __call__(self, dice: np.random.Generator, industry: Ints, region: Ints) -> Ints:
        wishes = (industry * 100 + region, industry, region, np.zeros_like(industry))
        by_wish = np.stack([draw(wish, dice) for draw, wish in zip(self._draws, wishes, strict=True)])
        taken = by_wish[choose(dice, self._SHARES, len(industry)), np.arange(len(industry))]
        return np.where(taken >= 0, taken, by_wish[3])


def _times(dice: np.random.Generator, spec: WorldSpec, plan: _Plan, company: Ints, arranged: int) -> tuple[Ints, Ints]:
    share = dice.gamma(1.5, 1.0, len(plan.person)) + 0.25
    first = np.cumsum(plan.count) - plan.count
    # Those who lead our firm have been with it for years.
    share[first[: len(LEADERS)] + plan.count[: len(LEADERS)] - 1] += 4.0
    before = np.cumsum(share) - share
    done = (before - before[first][plan.person]) / np.add.reduceat(share, first)[plan.person]
    start = spec.month - np.round(plan.months[plan.person] * (1 - done)).astype(np.int64)
    at_ours = company == OUR_FIRM
    start[at_ours] = np.maximum(start[at_ours], spec.month - FIRM_AGE_MONTHS)
    after = np.flatnonzero(at_ours[:-1] & (plan.person[1:] == plan.person[:-1])) + 1
    start[after] = np.maximum(start[after], start[after - 1] + 6)
    start = np.maximum(start, start[first][plan.person] + 2 * plan.turn)
    last = np.append(plan.person[1:] != plan.person[:-1], [True])
    gap = np.where(dice.random(len(start)) < _GAP, dice.integers(2, 9, len(start)), 0)
    end = np.maximum(np.append(start[1:], 0) - gap, start + 1)
    end = np.where(last, RUNNING, np.minimum(end, np.append(start[1:], RUNNING)))
    when = np.minimum(np.maximum(spec.month - dice.integers(1, 24, len(end)), start + 1), spec.month)
    stopped = last & (dice.random(len(end)) > _STILL_THERE) & (plan.person >= arranged)
    return start, np.where(stopped, when, end)


def one_chief_each(spells: Spells) -> Spells:
    """Leave one chief per company and function of today; the others are vice presidents."""
    key = spells.company * 32 + spells.function
    chief = (spells.level == 6) & (spells.end == RUNNING) & (spells.function != INVESTING)
    _, firsts = np.unique(key[chief], return_index=True)
    keep = np.zeros(len(spells), dtype=np.bool_)
    keep[np.flatnonzero(chief)[firsts]] = True
    level = np.where(chief & ~keep, 5, spells.level)
    return Spells(
        spells.person, spells.company, spells.function, level,
        spells.start, spells.end, spells.pick, spells.rough,
    )  # fmt: skip


def with_moves(spells: Spells, moves: list[Move]) -> Spells:
    """End the running job of each mover in the month before the move and begin the new one."""
    if not moves:
        return spells
    by_person = {move.person: move for move in moves}
    running = np.flatnonzero((spells.end == RUNNING) & np.isin(spells.person, list(by_person)))
    month = np.array([by_person[person].month for person in spells.person[running].tolist()])
    target = np.array([by_person[person].company for person in spells.person[running].tolist()])
    end = spells.end.copy()
    end[running] = np.maximum(month, spells.start[running])
    columns = (
        (spells.person, spells.person[running]),
        (spells.company, target),
        (spells.function, spells.function[running]),
        (spells.level, np.minimum(spells.level[running] + 1, 6)),
        (spells.start, end[running]),
        (end, np.full(len(running), RUNNING)),
        (spells.pick, spells.pick[running]),
        (spells.rough, np.zeros(len(running), dtype=np.bool_)),
    )
    joined = [np.concatenate(pair) for pair in columns]
    order = np.lexsort((joined[4], joined[0]))
    return one_chief_each(Spells(*(column[order] for column in joined)))
