"""Whom to meet at an account: who works there now, as far as anybody can tell, and how likely each replies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array
from orbit.graph.doubts import sure_of
from orbit.graph.paths import Targets
from orbit.graph.presence import START, SURE_FROM, SURE_TO, TRAITS, Presences
from orbit.graph.snapshot import FUNCTIONS, SENIORITIES, Kind, Snapshot
from orbit.graph.ties import DAYS_PER_YEAR
from orbit.policy import Policy, ReplyPolicy
from orbit.titles import JobFunction, Seniority

NOBODY = -1


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """Why a target is thought to reply: the factors multiply to `value`."""

    value: float
    seniority: float
    function: float
    signal: float
    still_there: float


def current_jobs(places: Presences, persons: int, today: int) -> Array:
    """Each person's job today, as a presence number (int32[P]; -1: none known): the one vouched for last."""
    now = np.flatnonzero((places.kind == Kind.JOB) & (places.end >= today))
    person = places.person[now]
    job = np.full(persons, NOBODY, dtype=np.int32)
    job[person] = now
    # Presences stand by person: those who seem to have several jobs stand beside each other.
    several = np.zeros(len(now), dtype=np.bool_)
    several[1:] = person[1:] == person[:-1]
    several[:-1] |= several[1:]
    rows = now[several]
    order = rows[np.lexsort((places.start[rows], certain_until(places, rows), places.person[rows]))]
    job[places.person[order]] = order
    return job


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works where today: their jobs as presence numbers, by company, the likeliest to reply first, then by person.

    `reply` is how likely each replies while the account shows a fresh signal, and how sure it is that they are one
    person; `company_at` (C+1) bounds each company's.
    """

    job: Array
    reply: Array
    company_at: Array


def staff_of(snapshot: Snapshot, places: Presences, jobs: Array, today: int, policy: ReplyPolicy) -> Staff:
    """Order everybody who has a job today."""
    rows = jobs[jobs != NOBODY]
    reply = replies(places, rows, today, policy) * sure_of(snapshot, places.person[rows])
    order = np.lexsort((places.person[rows], -reply, places.company[rows]))
    rows, reply = rows[order], reply[order]
    bounds = np.searchsorted(places.company[rows], np.arange(snapshot.companies + 1))
    return Staff(rows.astype(np.int32), reply, bounds.astype(np.int32))


def replies(places: Presences, rows: Array, today: int, policy: ReplyPolicy) -> Array:
    """What `reply_of` says of each job while the signal is fresh (float64[n])."""
    by_seniority = np.array([_by_seniority(policy)[seniority] for seniority in SENIORITIES])
    by_function = np.array([_fit(function, policy) for function in FUNCTIONS])
    years = np.maximum(today - certain_until(places, rows), 0) / DAYS_PER_YEAR
    still = np.exp(-policy.leaves_per_year * years)
    reply: Array = by_seniority[places.seniority[rows]] * by_function[places.function[rows]] * still
    return reply


def certain_until(places: Presences, rows: Array | slice = slice(None)) -> Array:
    """The last day on which presences are certain; their first day where none is (int32[N])."""
    sure_to = places.sure_to[rows]
    until: Array = np.where(places.sure_from[rows] <= sure_to, sure_to, places.start[rows])
    return until


@dataclass(frozen=True, slots=True)
class TargetSearch:
    """Which company, seen from which day (an ordinal), how fresh its signals are (0..1), and whom of its people.

    Only people whose title holds `title`, who work in one of `functions` and stand as high as one of `seniorities`;
    what is empty or None excludes nobody.
    """

    company: int
    today: int
    heat: float
    title: str | None = None
    functions: frozenset[JobFunction] = frozenset()
    seniorities: frozenset[Seniority] = frozenset()

    @property
    def is_narrowed(self) -> bool:
        """Whether somebody who works there may be left out."""
        return bool(self.title or self.functions or self.seniorities)


def find_targets(snapshot: Snapshot, places: Presences, staff: Staff, search: TargetSearch, policy: Policy) -> Targets:
    """The likeliest repliers at a company, most likely first; ties by person number."""
    rows, reply = who_fits(snapshot, places, staff, search)
    most = policy.search.targets_per_account
    return Targets(places.person[rows[:most]].astype(np.int64), reply[:most] * _signal(search, policy.reply))


def who_fits(snapshot: Snapshot, places: Presences, staff: Staff, search: TargetSearch) -> tuple[Array, Array]:
    """Everybody at a company who fits: their jobs as presence numbers, and how likely each replies to a fresh signal.

    The likeliest to reply first, ties by person number.
    """
    here = slice(int(staff.company_at[search.company]), int(staff.company_at[search.company + 1]))
    rows, reply = staff.job[here], staff.reply[here]
    if not search.is_narrowed:
        return rows, reply
    fits = np.flatnonzero(_fits(snapshot, places, rows, search))
    return rows[fits], reply[fits]


def fits(snapshot: Snapshot, places: Presences, row: int, search: TargetSearch) -> bool:
    """Say whether the holder of a job is one of those whom a search is for."""
    if places.company[row] != search.company:
        return False
    return bool(_fits(snapshot, places, np.array([row]), search)[0])


def _fits(snapshot: Snapshot, places: Presences, rows: Array, search: TargetSearch) -> Array:
    fit = np.ones(len(rows), dtype=bool)
    if search.functions:
        fit &= np.isin(places.function[rows], [FUNCTIONS.index(one) for one in search.functions])
    if search.seniorities:
        fit &= np.isin(places.seniority[rows], [SENIORITIES.index(one) for one in search.seniorities])
    if search.title:
        wanted, titles = search.title.casefold(), places.title[rows]
        # Hundreds of people bear one title: each is read once.
        held = [title for title in np.unique(titles[fit]).tolist() if _holds(snapshot, title, wanted)]
        fit &= np.isin(titles, held)
    return fit


def _holds(snapshot: Snapshot, title: int, wanted: str) -> bool:
    return wanted in (snapshot.title_text(title) or "").casefold()


def reply_of(places: Presences, row: int, search: TargetSearch, policy: ReplyPolicy) -> ReplyShown:
    """How likely the holder of a job replies: seniority, function, signals, and whether they are still there."""
    told = places.row(row)
    seniority = _by_seniority(policy)[SENIORITIES[told[TRAITS] >> 16 & 0xFF]]
    fit = _fit(FUNCTIONS[told[TRAITS] >> 8 & 0xFF], policy)
    signal = _signal(search, policy)
    until = told[SURE_TO] if told[SURE_FROM] <= told[SURE_TO] else told[START]
    years = max(0, search.today - until) / DAYS_PER_YEAR
    still = float(np.exp(-policy.leaves_per_year * years))
    return ReplyShown(seniority * fit * signal * still, seniority, fit, signal, still)


def _fit(function: JobFunction, policy: ReplyPolicy) -> float:
    sold_to = function == JobFunction.UNKNOWN or function.value in policy.functions
    return 1.0 if sold_to else policy.other_function_factor


def _signal(search: TargetSearch, policy: ReplyPolicy) -> float:
    return policy.without_signal_factor + (1.0 - policy.without_signal_factor) * search.heat


def _by_seniority(policy: ReplyPolicy) -> dict[Seniority, float]:
    return {
        Seniority.C_LEVEL: policy.c_level,
        Seniority.VP: policy.vp,
        Seniority.DIRECTOR: policy.director,
        Seniority.MANAGER: policy.manager,
        Seniority.INDIVIDUAL: policy.individual,
        Seniority.UNKNOWN: policy.unknown,
    }
