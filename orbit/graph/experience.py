"""How often what is missing turned out to help: shares counted on the workspace's own people, or priors of the policy.

An account without a path is judged by how it went at all accounts: how many of those who shared a company with a
colleague are that colleague's LinkedIn connections, how many people a known work history ties to one of our people,
at how many accounts where people are known there is a path.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from orbit.graph.arrays import Array, are_in, counts_at, ranges
from orbit.graph.paths import Targets, find_candidates
from orbit.graph.snapshot import Kind
from orbit.graph.ties import UNKNOWN_FUNCTION, Ground, Rows, Ties, know, rows_between
from orbit.graph.view import View

# Enough for shares of a few per cent, and done in a fraction of a second whatever the size of the graph.
_MOST_OURS = 30
_MOST_PEOPLE = 2_000
_MOST_STRANGERS = 100
_MOST_ACCOUNTS = 12
_MOST_OF_ACCOUNT = 10


class Shared(IntEnum):
    """What two people have shared."""

    NOTHING = 0
    COMPANY = 1
    FUNCTION = 2


@dataclass(frozen=True, slots=True)
class Share:
    """How often something was so, of how many; as long as few were counted, `value` stays near what was expected."""

    hits: float
    of: int
    expected: float
    weight: float

    @property
    def value(self) -> float:
        """The share to go by."""
        return (self.hits + self.weight * self.expected) / (self.of + self.weight)


@dataclass(frozen=True, slots=True)
class Experience:
    """What the workspace's own people show.

    `connected`, by `Shared`: the share of people who are a colleague's connections. `closeness`: sorted strengths of
    the ties by shared time alone between those of our people whose history is known and people at accounts
    (float64[n]). `reached`: the share of accounts with known people at which there is a path worth asking for.
    `staff`: how many people of such an account are known; None where there is no such account.
    """

    connected: tuple[Share, Share, Share]
    closeness: Array
    reached: Share
    staff: float | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of persons: what they have shared (`Shared`), whether they are connected, how strong their tie is.

    `met` is the strength by shared time alone. All have one value per pair.
    """

    shared: Array
    connected: Array
    strength: Array
    met: Array


@dataclass(frozen=True, slots=True)
class Untold:
    """Our people of whom something is missing, by person number (int64[n] each), the same for every account.

    `exports`: colleagues of whom no LinkedIn export was imported. `histories`: those of whom no earlier job is known,
    and who are no colleagues.
    """

    exports: Array
    histories: Array


def find_untold(view: View, team: Sequence[int]) -> Untold:
    """Find them among all of our people; `team` are our colleagues."""
    ours = np.flatnonzero(np.asarray(view.reach.willing) > 0)
    missing = sorted(set(team) - set(exporters(view, team)))
    unknown = ours[(jobs_known(view, ours) <= 1) & ~are_in(ours, team)]
    return Untold(np.array(missing, dtype=np.int64), unknown)


def measure(view: View, *, team: Sequence[int], accounts: Sequence[int]) -> Experience:
    """Count on a fixed sample of our people and of those who work at accounts (company numbers)."""
    companies = np.array(sorted(accounts), dtype=np.int64)
    sizes = counts_at(view.staff.company_at, companies)
    companies, sizes = companies[sizes > 0], sizes[sizes > 0]
    people = _spread(_staff(view, companies, sizes), _MOST_PEOPLE)
    ours = np.flatnonzero(np.asarray(view.reach.willing) > 0)
    careers = _spread(ours[jobs_known(view, ours) > 1], _MOST_OURS)
    left, right = _crossed(careers, _spread(people, _MOST_STRANGERS))
    most = view.ties.policy.search.targets_per_account
    return Experience(
        connected=_connected(view, _spread(np.array(exporters(view, team), dtype=np.int64), _MOST_OURS), people),
        closeness=np.sort(look_at(view.ties, left, right).met),
        reached=_reached(view, _spread(companies, _MOST_ACCOUNTS)),
        staff=float(np.minimum(sizes, most).mean()) if len(sizes) else None,
    )


def exporters(view: View, team: Sequence[int]) -> list[int]:
    """Colleagues of whom an export was imported: they have a connection who is no colleague."""
    ties, colleagues = view.ties, np.array(sorted(team), dtype=np.int64)
    counts = counts_at(ties.tie_at, colleagues)
    at = ranges(ties.tie_at[colleagues], counts)
    outside = (ties.ground[ties.row[at]] == Ground.LINKEDIN) & ~np.isin(ties.other[at], colleagues)
    found: list[int] = np.unique(np.repeat(colleagues, counts)[outside]).tolist()
    return found


def jobs_known(view: View, persons: Array) -> Array:
    """How many jobs of each person are known (int64[n])."""
    rows, place = rows_of(view, persons)
    return np.bincount(place[view.places.kind[rows] == Kind.JOB], minlength=len(persons))


def rows_of(view: View, persons: Array) -> tuple[Array, Array]:
    """The presences of persons, and of each the place of its person among them."""
    at = view.places.person_at
    counts = counts_at(at, persons)
    return ranges(at[persons], counts), np.repeat(np.arange(len(persons)), counts)


def look_at(ties: Ties, left: Array, right: Array) -> Pairs:
    """Look at the pairs (left[i], right[i])."""
    rows = rows_between(ties, left, right)
    here, pairs = ties.presences, len(left)
    met = rows.tie < 0
    one, other = here.function[rows.left[met]], here.function[rows.right[met]]
    shared = np.zeros(pairs, dtype=np.int64)
    same = (one == other) & (one != UNKNOWN_FUNCTION)
    np.maximum.at(shared, rows.pair[met], np.where(same, Shared.FUNCTION, Shared.COMPANY))
    connected = np.zeros(pairs, dtype=bool)
    connected[rows.pair[rows.ground == Ground.LINKEDIN]] = True
    by_time = Rows(*(getattr(rows, name)[met] for name in ("pair", "ground", "p", "left", "right", "tie")))
    return Pairs(shared, connected, know(ties, rows, pairs), know(ties, by_time, pairs))


def _connected(view: View, colleagues: Array, people: Array) -> tuple[Share, Share, Share]:
    """By `Shared`. Those who shared a company are few: all of them count, and some of the others."""
    one, other = (_crossed(colleagues, _spread(people, _MOST_STRANGERS)), _who_met(view, colleagues, people))
    policy = view.ties.policy.gaps
    expected = (policy.connected_stranger, policy.connected_company, policy.connected_function)
    strangers, met = (_counted(view, *pairs) for pairs in (one, other))

    def share(pairs: Pairs, kind: Shared) -> Share:
        rows = pairs.shared == kind
        return Share(int(pairs.connected[rows].sum()), int(rows.sum()), expected[kind], policy.prior_weight)

    return share(strangers, Shared.NOTHING), share(met, Shared.COMPANY), share(met, Shared.FUNCTION)


def _who_met(view: View, colleagues: Array, people: Array) -> tuple[Array, Array]:
    """The pairs of a colleague and one of the people who were ever at one company."""
    here = view.places
    rows, place = rows_of(view, people)
    left, right = [], []
    for colleague in colleagues.tolist():
        companies = here.company[here.person_at[colleague] : here.person_at[colleague + 1]]
        met = people[np.unique(place[np.isin(here.company[rows], companies)])]
        left.append(np.full(len(met), colleague))
        right.append(met)
    none = [np.zeros(0, dtype=np.int64)]
    return np.concatenate(left or none), np.concatenate(right or none)


def _counted(view: View, left: Array, right: Array) -> Pairs:
    """The pairs that say something of how many connections there are."""
    seen = look_at(view.ties, left, right)
    # Whom only this colleague's export told of would not be known without it: such a pair says nothing.
    rows = (left != right) & ~(seen.connected & _told_once(view, right))
    return Pairs(seen.shared[rows], seen.connected[rows], seen.strength[rows], seen.met[rows])


def _told_once(view: View, persons: Array) -> Array:
    """Of whom nothing is known but one connection and one job (bool[n])."""
    here = view.places
    facts = here.facts_at[here.person_at[persons + 1]] - here.facts_at[here.person_at[persons]]
    once: Array = (facts <= 1) & (counts_at(view.ties.tie_at, persons) == 1)
    return once


def _reached(view: View, accounts: Array) -> Share:
    policy, at = view.ties.policy, view.staff.company_at
    counts = np.minimum(counts_at(at, accounts), _MOST_OF_ACCOUNT)
    rows = view.staff.job[ranges(at[accounts], counts)]
    people, reply = view.places.person[rows].astype(np.int64), view.staff.reply[ranges(at[accounts], counts)]
    ways = find_candidates(view.ties, view.reach, Targets(people, reply))
    reached = [way.target for way in ways if way.score >= policy.plan.min_score]
    hits = len(np.unique(np.repeat(accounts, counts)[np.isin(people, reached)]))
    return Share(hits, len(accounts), policy.gaps.reached_share, policy.gaps.prior_weight)


def _staff(view: View, companies: Array, sizes: Array) -> Array:
    rows = view.staff.job[ranges(view.staff.company_at[companies], sizes)]
    return np.unique(view.places.person[rows]).astype(np.int64)


def _crossed(left: Array, right: Array) -> tuple[Array, Array]:
    """Every pair of the two, the left ones slowest."""
    return np.repeat(left, len(right)), np.tile(right, len(left))


def _spread(values: Array, most: int) -> Array:
    """At most so many of them, evenly spread."""
    if len(values) <= most:
        return values
    return values[np.linspace(0, len(values) - 1, most).astype(np.int64)]
