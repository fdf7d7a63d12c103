"""Whom to meet at an account: who works there now, as far as anybody can tell, and how likely each replies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array
from orbit.graph.paths import Targets
from orbit.graph.presence import Presences
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
    """Each person's job today, as a presence number (int64[P]; -1: none known): the one vouched for last."""
    now = np.flatnonzero((places.kind == Kind.JOB) & (places.end >= today))
    order = now[np.lexsort((places.start[now], certain_until(places)[now], places.person[now]))]
    job = np.full(persons, NOBODY, dtype=np.int64)
    job[places.person[order]] = order
    return job


def certain_until(places: Presences) -> Array:
    """The last day on which each presence is certain; its first day where none is (int32[N])."""
    until: Array = np.where(places.sure_from <= places.sure_to, places.sure_to, places.start)
    return until


@dataclass(frozen=True, slots=True)
class TargetSearch:
    """Which company, seen from which day (an ordinal), how fresh its signals are (0..1), and which titles."""

    company: int
    today: int
    heat: float
    title: str | None = None


def find_targets(snapshot: Snapshot, places: Presences, jobs: Array, search: TargetSearch, policy: Policy) -> Targets:
    """The likeliest repliers at a company, most likely first; ties by person number."""
    rows = jobs[jobs != NOBODY]
    rows = rows[places.company[rows] == search.company]
    if search.title:
        wanted = search.title.casefold()
        rows = rows[[wanted in (snapshot.title_text(int(places.title[row])) or "").casefold() for row in rows]]
    reply = np.array([reply_of(places, int(row), search, policy.reply).value for row in rows], dtype=np.float64)
    person = places.person[rows].astype(np.int64)
    order = np.lexsort((person, -reply))[: policy.search.targets_per_account]
    return Targets(person[order], reply[order])


def reply_of(places: Presences, row: int, search: TargetSearch, policy: ReplyPolicy) -> ReplyShown:
    """How likely the holder of a job replies: seniority, function, signals, and whether they are still there."""
    seniority = _by_seniority(policy)[SENIORITIES[places.seniority[row]]]
    function = FUNCTIONS[places.function[row]]
    sold_to = function == JobFunction.UNKNOWN or function.value in policy.functions
    fit = 1.0 if sold_to else policy.other_function_factor
    signal = policy.without_signal_factor + (1.0 - policy.without_signal_factor) * search.heat
    until = places.sure_to[row] if places.sure_from[row] <= places.sure_to[row] else places.start[row]
    years = max(0, search.today - int(until)) / DAYS_PER_YEAR
    still = float(np.exp(-policy.leaves_per_year * years))
    return ReplyShown(seniority * fit * signal * still, seniority, fit, signal, still)


def _by_seniority(policy: ReplyPolicy) -> dict[Seniority, float]:
    return {
        Seniority.C_LEVEL: policy.c_level,
        Seniority.VP: policy.vp,
        Seniority.DIRECTOR: policy.director,
        Seniority.MANAGER: policy.manager,
        Seniority.INDIVIDUAL: policy.individual,
        Seniority.UNKNOWN: policy.unknown,
    }
