"""How likely two persons know each other, computed from presences and pair ties when asked, never stored.

know(a, b) = 1 − Π_k (1 − cap_k · p_k) over kinds of evidence k. Within a kind, p = 1 − Π (1 − p_row) over rows;
a row is two presences at one company, or one pair tie. Shared time counts as p = 1 − exp(−hazard · months), with one
hazard inside a function and another across the company (policy [strength]). A tie that one of the two has declared or
confirmed takes the place of all that, the more so the fresher it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from orbit.graph.arrays import Array, counts_at, ranges
from orbit.graph.presence import COMPANY, DAYS_PER_MONTH, END, START, SURE_FROM, SURE_TO, TRAITS, Presences
from orbit.graph.snapshot import FUNCTIONS, TIE_KINDS, UNKNOWN_DAY, Kind, Snapshot
from orbit.model import TieKind
from orbit.policy import Policy
from orbit.titles import JobFunction

DAYS_PER_YEAR = 365.25
INSIDE, ACROSS, UNKNOWN = range(3)
UNKNOWN_FUNCTION = FUNCTIONS.index(JobFunction.UNKNOWN)
_LINKEDIN = TIE_KINDS.index(TieKind.LINKEDIN)
_DECLARED = (TIE_KINDS.index(TieKind.DECLARED), TIE_KINDS.index(TieKind.CONFIRMED))


# How two presences at one company meet.
NOT_MET, JOBS, STAFF, BOARDS, SCHOOLS, INVESTED = range(6)


class Ground(IntEnum):
    """The kinds of evidence that are bounded and combined apart."""

    WORKED = 0
    POSSIBLE = 1
    BOARD = 2
    SCHOOL = 3
    INVESTOR = 4
    LINKEDIN = 5
    MAIL = 6


@dataclass(frozen=True, slots=True)
class Ties:
    """Everything that tie strength needs, as of one day.

    `hazard` (C x 3, per month) is that of two colleagues of one function, of two, and of unknown ones. `other` and
    `row` list for every person the other ends and row numbers of their pair ties (CSR by `tie_at`); per tie row `p`,
    `declared` where it overrides, `weight` how fresh it is, `on` the day, `fact` the row in the snapshot.
    """

    presences: Presences
    policy: Policy
    today: int
    hazard: Array
    caps: Array
    tie_at: Array
    other: Array
    row: Array
    ground: Array
    p: Array
    declared: Array
    weight: Array
    on: Array
    fact: Array


@dataclass(frozen=True, slots=True)
class Rows:
    """Evidence rows of many pairs: pair number, ground, probability, and where it came from.

    `left`/`right` are presence numbers for shared time (-1 for pair ties), `tie` the tie's row number (-1 otherwise).
    """

    pair: Array
    ground: Array
    p: Array
    left: Array
    right: Array
    tie: Array


def make_ties(snapshot: Snapshot, places: Presences, policy: Policy, as_of: date) -> Ties:
    """Prepare tie computation for one day; nothing per pair is computed yet."""
    strength = policy.strength
    kept = np.flatnonzero(np.asarray(snapshot.tie_on) <= as_of.toordinal())
    kind, on = np.asarray(snapshot.tie_kind)[kept], np.asarray(snapshot.tie_on)[kept].astype(np.int64)
    left, right = np.asarray(snapshot.tie_left)[kept], np.asarray(snapshot.tie_right)[kept]
    years = np.where(on == UNKNOWN_DAY, 0.0, (as_of.toordinal() - on) / DAYS_PER_YEAR)
    close = np.asarray(snapshot.tie_close)[kept]
    # Who says "we know each other" without saying how well adds nothing that could be counted.
    declared = np.isin(kind, _DECLARED) & (close >= 0)
    ends, others = np.concatenate([left, right]), np.concatenate([right, left])
    numbers = np.tile(np.arange(len(kept)), 2)
    order = np.lexsort((numbers, others, ends))
    points = np.asarray(snapshot.tie_points)[kept]
    mail = 1.0 - np.exp(-points * _mail_recency(years, policy) / strength.mail_scale)
    connected = np.where(_is_repeated(left, right, kind, on), 0.0, _connection_recency(on, years, policy))
    p = np.where(declared, close, np.where(kind == _LINKEDIN, connected, mail))
    caps = np.zeros(len(Ground))
    caps[Ground.WORKED], caps[Ground.POSSIBLE] = strength.worked_together_cap, strength.possible_cap
    caps[Ground.BOARD], caps[Ground.SCHOOL] = strength.board_cap, strength.school_cap
    caps[Ground.INVESTOR], caps[Ground.LINKEDIN] = strength.investor_cap, strength.linkedin_cap
    caps[Ground.MAIL] = strength.mail_cap
    return Ties(
        presences=places,
        policy=policy,
        today=as_of.toordinal(),
        hazard=_company_hazard(snapshot, places, policy),
        caps=caps,
        tie_at=np.searchsorted(ends[order], np.arange(snapshot.persons + 1)).astype(np.int32),
        other=others[order],
        row=numbers[order].astype(np.int32),
        ground=np.where(kind == _LINKEDIN, Ground.LINKEDIN, Ground.MAIL).astype(np.int8),
        p=p,
        declared=declared,
        weight=0.5 ** (years / strength.declared_half_life_years),
        on=on.astype(np.int32),
        fact=kept.astype(np.int32),
    )


def _is_repeated(left: Array, right: Array, kind: Array, on: Array) -> Array:
    """Whether a row tells once more of a connection: two exports list the same one, and it counts once (bool[T])."""
    order = np.lexsort((-on, kind, right, left))
    same = [column[order][1:] == column[order][:-1] for column in (left, right, kind)]
    repeated = np.zeros(len(kind), dtype=bool)
    repeated[order[1:][np.logical_and.reduce(same)]] = True
    return repeated


def _connection_recency(on: Array, years: Array, policy: Policy) -> Array:
    floor = policy.strength.linkedin_floor
    fresh = np.where(on == UNKNOWN_DAY, 0.0, 0.5 ** (years / policy.strength.linkedin_half_life_years))
    recency: Array = floor + (1.0 - floor) * fresh
    return recency


def _mail_recency(years: Array, policy: Policy) -> Array:
    short, long = policy.strength.mail_short_years, policy.strength.mail_long_years
    return 0.75 * np.clip(1.0 - years / short, 0.0, 1.0) + 0.25 * np.clip(1.0 - years / long, 0.0, 1.0)


def _company_hazard(snapshot: Snapshot, places: Presences, policy: Policy) -> Array:
    """Per company and level: −ln(1 − share) / M, with the share of pairs who know each other after M months.

    Inside a unit of n people it is a / (1 + n/H): it falls slowly. Across units one meets a number of people,
    not a share of the company: a / (1 + N · a/K).
    """
    strength = policy.strength
    seen = np.bincount(places.company, minlength=snapshot.companies)
    told = np.asarray(snapshot.company_headcount).astype(np.float64)
    size = np.where(told > 0, np.maximum(told, 2.0), np.maximum(seen, strength.default_headcount))
    closest = strength.closest_rate
    inside = closest / (1.0 + size * strength.function_share / strength.unit_half_size)
    across = closest / (1.0 + size * closest / strength.others_met)
    unknown = strength.function_share * inside + (1.0 - strength.function_share) * across
    hazard = -np.log1p(-np.stack([inside, across, unknown], axis=1)) / strength.rate_months
    return np.where(np.asarray(snapshot.company_mute)[:, None], 0.0, hazard)


def shared_time(ties: Ties, left: Array, right: Array) -> tuple[Array, Array]:
    """Ground (int64[n]) and probability (float64[n]) of presence pairs at one company; 0 where they never met."""
    spans, strength = ties.presences.spans, ties.policy.strength
    # Each row is fetched once, then read by column.
    one, two = spans.take(left, axis=0).T, spans.take(right, axis=0).T
    sure_from, sure_to = np.maximum(one[SURE_FROM], two[SURE_FROM]), np.minimum(one[SURE_TO], two[SURE_TO])
    last = np.minimum(one[END], two[END])
    sure = np.maximum(sure_to - sure_from + 1, 0)
    possible = np.maximum(last - np.maximum(one[START], two[START]) + 1, sure)
    ground, hazard = _hazard(ties, one, two)
    sure_p = 1.0 - np.exp(-hazard * (sure / DAYS_PER_MONTH))
    possible_p = 1.0 - np.exp(-hazard * (possible / DAYS_PER_MONTH))
    certain = np.exp(-ties.policy.reply.leaves_per_year * np.maximum(sure_from - sure_to, 0) / DAYS_PER_YEAR)
    p = np.where(sure > 0, sure_p + strength.open_share * (possible_p - sure_p), certain * possible_p)
    invested = ground == Ground.INVESTOR
    p = np.where(invested & (possible > 0), strength.investor_probability, p)
    ground = np.where((sure > 0) | invested, ground, Ground.POSSIBLE)
    years = (ties.today - last) / DAYS_PER_YEAR
    floor = strength.recency_floor
    recency = floor + (1.0 - floor) * 0.5 ** (np.maximum(years, 0.0) / strength.recency_half_life_years)
    return ground, p * recency


def _hazard(ties: Ties, one: Array, two: Array) -> tuple[Array, Array]:
    """Ground and hazard of presences (columns of their spans)."""
    strength = ties.policy.strength
    meeting = MEETINGS[one[TRAITS] >> 24, two[TRAITS] >> 24]
    at_company = ties.hazard.take(one[COMPANY], axis=0)
    inside = at_company[:, INSIDE]
    level = _level(one[TRAITS] >> 8 & 0xFF, two[TRAITS] >> 8 & 0xFF)
    hazard = np.where(meeting == JOBS, at_company[np.arange(len(level)), level], 0.0)
    hazard = np.where(meeting == STAFF, at_company[:, ACROSS], hazard)
    hazard = np.where((meeting == BOARDS) & (inside > 0), strength.board_months_hazard, hazard)
    hazard = np.where(meeting == SCHOOLS, strength.school_hazard, hazard)
    return GROUND_OF[meeting], hazard


def _meeting(one: int, two: int) -> int:
    """How two roles at one company meet."""
    kinds, chief = {one // 2, two // 2}, bool(one % 2 or two % 2)
    if kinds == {Kind.JOB}:
        return JOBS
    if kinds == {Kind.SCHOOL}:
        return SCHOOLS
    if Kind.SCHOOL in kinds:
        return NOT_MET
    if Kind.BOARD in kinds:
        return BOARDS if chief or kinds <= {Kind.BOARD, Kind.INVESTOR} else STAFF
    return INVESTED if chief else NOT_MET


def level_of(ties: Ties, left: Array, right: Array) -> Array:
    """Which of a company's hazards holds for two colleagues (presence numbers; int64[n])."""
    return _level(ties.presences.function[left], ties.presences.function[right])


def _level(one: Array, two: Array) -> Array:
    unknown = (one == UNKNOWN_FUNCTION) | (two == UNKNOWN_FUNCTION)
    return np.where(unknown, UNKNOWN, np.where(one == two, INSIDE, ACROSS))


def best_hazard(ties: Ties, company: Array) -> Array:
    """The largest hazard that two colleagues can have at each company."""
    hazard: Array = ties.hazard[company].max(axis=1)
    return hazard


def rows_between(ties: Ties, left: Array, right: Array) -> Rows:
    """All evidence between the persons `left[i]` and `right[i]` (int[n] each); pair i keeps number i."""
    here = ties.presences
    ours, theirs = counts_at(here.person_at, left), counts_at(here.person_at, right)
    pair = np.repeat(np.arange(len(left)), ours * theirs)
    one = np.repeat(ranges(here.person_at[left], ours), np.repeat(theirs, ours))
    two = ranges(np.repeat(here.person_at[right], ours), np.repeat(theirs, ours))
    together = here.company[one] == here.company[two]
    pair, one, two = pair[together], one[together], two[together]
    ground, p = shared_time(ties, one, two)
    met = p > 0
    none = np.full(int(met.sum()), -1)
    shared = Rows(pair[met], ground[met], p[met], one[met], two[met], none)
    return join_rows(shared, _tie_rows_between(ties, left, right))


def _tie_rows_between(ties: Ties, left: Array, right: Array) -> Rows:
    # Whom many are tied to is looked for among the few of the other end.
    ours, theirs = counts_at(ties.tie_at, left), counts_at(ties.tie_at, right)
    one, other = np.where(ours > theirs, (right, left), (left, right))
    degree = np.minimum(ours, theirs)
    pair = np.repeat(np.arange(len(one)), degree)
    at = ranges(ties.tie_at[one], degree)
    hit = ties.other[at] == other[pair]
    return tie_rows(ties, pair[hit], ties.row[at[hit]])


def tie_rows(ties: Ties, pair: Array, row: Array) -> Rows:
    """Evidence rows of pair ties (row numbers of `Ties`)."""
    none = np.full(len(row), -1)
    return Rows(pair, ties.ground[row], ties.p[row], none, none, row)


def join_rows(first: Rows, second: Rows) -> Rows:
    """Put two sets of rows together."""
    return Rows(
        *(np.concatenate([getattr(first, name), getattr(second, name)]) for name in ("pair", "ground", "p")),
        *(np.concatenate([getattr(first, name), getattr(second, name)]) for name in ("left", "right", "tie")),
    )


def know(ties: Ties, rows: Rows, pairs: int) -> Array:
    """Combine evidence rows into the probability that each of `pairs` pairs know each other (float64[pairs])."""
    told = np.zeros(len(rows.pair), dtype=bool)
    told[rows.tie >= 0] = ties.declared[rows.tie[rows.tie >= 0]]
    counted = ~told
    slot = rows.pair[counted] * len(Ground) + rows.ground[counted]
    with np.errstate(divide="ignore"):
        missed = np.bincount(slot, np.log1p(-rows.p[counted]), minlength=pairs * len(Ground))
    by_ground = (1.0 - np.exp(missed)).reshape(pairs, len(Ground))
    known: Array = 1.0 - np.prod(1.0 - ties.caps * by_ground, axis=1)
    for index in np.flatnonzero(told)[np.argsort(ties.on[rows.tie[told]], kind="stable")].tolist():
        pair, row = rows.pair[index], rows.tie[index]
        known[pair] = ties.weight[row] * rows.p[index] + (1.0 - ties.weight[row]) * known[pair]
    return known


# One table instead of a comparison per row: how each role meets each other role, and what evidence that is.
_ROLES = range(2 * len(Kind))
MEETINGS = np.array([[_meeting(one, two) for two in _ROLES] for one in _ROLES], dtype=np.int8)
GROUND_OF = np.array(
    [Ground.WORKED, Ground.WORKED, Ground.WORKED, Ground.BOARD, Ground.SCHOOL, Ground.INVESTOR], dtype=np.int64
)
