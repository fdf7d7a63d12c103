"""What files tell of each of our people and each target: one row per pair, for formulas that score pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.quality_told import Account
from orbit.graph.arrays import Array, counts_at, ranges
from orbit.graph.presence import DAYS_PER_MONTH
from orbit.graph.snapshot import Kind
from orbit.graph.targets import NOBODY, TargetSearch, find_targets
from orbit.graph.ties import BOARDS, DAYS_PER_YEAR, INVESTED, JOBS, MEETINGS, SCHOOLS, UNKNOWN_FUNCTION, Ground
from orbit.graph.view import View

_NEVER_YEARS = 99.0


@dataclass(frozen=True, slots=True)
class Field:
    """All that a ranking may know: the view, the accounts, and the targets that Orbit would look at in each.

    `account` and `target` list them, the likeliest to reply of each account first (int64[n] each); `ours` are our
    people.
    """

    view: View
    accounts: tuple[Account, ...]
    account: Array
    target: Array
    ours: Array

    @property
    def home(self) -> Array:
        """The place of the account of each person, -1 for those who are no target (int64[P])."""
        home = np.full(self.view.snapshot.persons, NOBODY)
        home[self.target] = self.account
        return home


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of one of ours and a target with anything between them, by number; float64, bool or int64 [n] each.

    `months` is what the dates allow of their longest time together, `dated` whether they show any of it, `headcount`
    that of the company (0: not told), `known_there` how many people are known to have been there, `years_since` how
    long ago it ended, `same_function` whether they did the same there. `last_months` is the same for the employer
    that the target had last before the account. `linked_years` is the age of a LinkedIn connection.
    """

    account: Array
    connector: Array
    target: Array
    months: Array
    dated: Array
    headcount: Array
    known_there: Array
    years_since: Array
    same_function: Array
    last_months: Array
    school: Array
    board: Array
    invested: Array
    linked: Array
    linked_years: Array
    target_level: Array
    level_gap: Array

    def __len__(self) -> int:
        return len(self.account)


def field_of(view: View, accounts: Sequence[Account]) -> Field:
    """Look up the targets of each account."""
    today, policy = view.as_of.toordinal(), view.ties.policy
    found = [
        find_targets(view.snapshot, view.places, view.staff, TargetSearch(one.company, today, one.heat), policy).person
        for one in accounts
    ]
    account = np.repeat(np.arange(len(accounts)), [len(persons) for persons in found])
    ours = np.flatnonzero(view.reach.willing > 0)
    return Field(view, tuple(accounts), account, np.concatenate([np.zeros(0, dtype=np.int64), *found]), ours)


def pairs_of(field: Field) -> Pairs:
    """Bring together all that is told of each pair."""
    mine, theirs, met = _together(field)
    here, people = field.view.places, field.view.snapshot.persons
    linked_mine, linked_target, linked_on = _linked(field)
    keys = np.concatenate(
        [here.person[mine].astype(np.int64) * people + here.person[theirs], linked_mine * people + linked_target]
    )
    pair, number = np.unique(keys, return_inverse=True)
    of_spells, of_links = number[: len(mine)], number[len(mine) :]
    connector, target = pair // people, pair % people
    best = _longest(field, mine, theirs, met == JOBS, of_spells, len(pair))
    years = (field.view.as_of.toordinal() - linked_on) / DAYS_PER_YEAR
    linked_years = np.full(len(pair), _NEVER_YEARS)
    np.minimum.at(linked_years, of_links, years)
    level = _levels(field.view)
    return Pairs(
        account=field.home[target],
        connector=connector,
        target=target,
        **best,
        school=_any(of_spells[met == SCHOOLS], len(pair)),
        board=_any(of_spells[met == BOARDS], len(pair)),
        invested=_any(of_spells[(met == INVESTED) & (here.kind[mine] == Kind.INVESTOR)], len(pair)),
        linked=_any(of_links, len(pair)),
        linked_years=linked_years,
        target_level=level[target],
        level_gap=np.abs(level[target] - level[connector]),
    )


def _together(field: Field) -> tuple[Array, Array, Array]:
    """Presences of ours and of targets at one company, at whatever time, and how such roles meet."""
    here, reach = field.view.places, field.view.reach
    counts = counts_at(here.person_at, field.target)
    theirs = ranges(here.person_at[field.target], counts)
    sizes = counts_at(reach.ours_at, here.company[theirs])
    mine = reach.ours[ranges(reach.ours_at[here.company[theirs]].astype(np.int64), sizes.astype(np.int64))]
    theirs = np.repeat(theirs, sizes)
    met = MEETINGS[here.role[mine], here.role[theirs]]
    use = (here.person[mine] != here.person[theirs]) & (met > 0)
    return mine[use].astype(np.int64), theirs[use], met[use]


def _linked(field: Field) -> tuple[Array, Array, Array]:
    """LinkedIn connections of ours with targets, and the day of each."""
    ties = field.view.ties
    counts = counts_at(ties.tie_at, field.target)
    at = ranges(ties.tie_at[field.target], counts)
    target, other, row = np.repeat(field.target, counts), ties.other[at], ties.row[at]
    use = (field.view.reach.willing[other] > 0) & (ties.ground[row] == Ground.LINKEDIN)
    return other[use].astype(np.int64), target[use], ties.on[row[use]]


def _longest(field: Field, mine: Array, theirs: Array, is_job: Array, pair: Array, pairs: int) -> dict[str, Array]:
    """Of each pair the jobs with the longest time together, and the time at the target's last employer."""
    view, here = field.view, field.view.places
    mine, theirs, pair = mine[is_job], theirs[is_job], pair[is_job]
    first, last = np.maximum(here.start[mine], here.start[theirs]), np.minimum(here.end[mine], here.end[theirs])
    months = np.maximum(last - first + 1, 0) / DAYS_PER_MONTH
    sure = np.minimum(here.sure_to[mine], here.sure_to[theirs]) - np.maximum(
        here.sure_from[mine], here.sure_from[theirs]
    )
    order = np.lexsort((-months, pair))
    chosen = order[np.unique(pair[order], return_index=True)[1]]
    at, company = pair[chosen], here.company[mine[chosen]]
    one, two = here.function[mine[chosen]], here.function[theirs[chosen]]
    known = np.bincount(here.company, minlength=view.snapshot.companies)
    before = np.zeros(pairs)
    is_last = _is_last_job(view)[theirs]
    np.maximum.at(before, pair[is_last], months[is_last])
    dated = np.zeros(pairs, dtype=np.bool_)
    dated[pair[sure >= 0]] = True
    return {
        "months": _spread_out(at, months[chosen], pairs, 0.0),
        "dated": dated,
        "headcount": _spread_out(at, view.snapshot.company_headcount[company], pairs, 0.0),
        "known_there": _spread_out(at, known[company], pairs, 0.0),
        "years_since": _spread_out(
            at, (view.as_of.toordinal() - last[chosen]) / DAYS_PER_YEAR, pairs, _NEVER_YEARS
        ),
        "same_function": _spread_out(at, (one == two) & (one != UNKNOWN_FUNCTION), pairs, 0.0) > 0,
        "last_months": before,
    }  # fmt: skip


def _is_last_job(view: View) -> Array:
    """Which presence is somebody's latest job at another company than that of their job today (bool[N])."""
    here = view.places
    now = view.jobs[here.person]
    former = np.flatnonzero((here.kind == Kind.JOB) & (here.company != here.company[now]) & (now != NOBODY))
    order = former[np.lexsort((here.start[former], here.person[former]))]
    is_last = np.zeros(len(here.person), dtype=np.bool_)
    is_last[order[np.append(np.flatnonzero(np.diff(here.person[order])), len(order) - 1)] if len(order) else order] = (
        True
    )
    return is_last


def _levels(view: View) -> Array:
    """How high everybody stands: 4 chief, 3 vice president, 2 director, 1 manager, 0 others and unknown (int64[P])."""
    seniority = np.where(view.jobs == NOBODY, len(view.places.seniority), view.jobs)
    told = np.append(view.places.seniority, -1)[seniority]
    level: Array = np.where(told < 0, 0, np.maximum(4 - told.astype(np.int64), 0))
    return level


def _spread_out(at: Array, values: Array, size: int, otherwise: float) -> Array:
    column = np.full(size, otherwise)
    column[at] = values
    return column


def _any(at: Array, size: int) -> Array:
    column = np.zeros(size, dtype=np.bool_)
    column[at] = True
    return column
