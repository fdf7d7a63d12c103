"""What would create a path where there is none: whom to ask which question, whose export or history is missing.

Each step is worth what it adds to the chance that there is at least one path worth asking for, given the steps before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from orbit.graph.arrays import Array, are_in, distinct
from orbit.graph.coverage import cover
from orbit.graph.direct import ways_from_ours
from orbit.graph.experience import Experience, Shared, Untold, look_at, rows_of
from orbit.graph.merge import find_sorted
from orbit.graph.paths import Search, Targets
from orbit.graph.view import View

# More people than that are never looked at closely; they differ in nothing that is known.
_MOST_LOOKED_AT = 60
_MOST_QUESTIONS = 10
_CONTACTS = -1
# What adds less shows as 0.0 % and only distracts.
_LEAST_GAIN = 0.0005


class GapKind(StrEnum):
    """The ways to get a path, cheapest first."""

    QUESTION = "question"
    EXPORT = "export"
    HISTORY = "history"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do: a question to `person` about `target`, an export or a history of `person`, or contacts.

    `gain` is what it adds to the chance of a path worth asking for, `chance` that chance with all steps up to it.
    `score` is that of the best path if it turns out well (None: cannot be told). `colleagues` is how many of the
    account's people shared a company with `person`. What is not `measured` rests on a prior alone.
    """

    kind: GapKind
    gain: float
    chance: float
    score: float | None = None
    person: int | None = None
    target: int | None = None
    colleagues: int = 0
    measured: bool = True


@dataclass(frozen=True, slots=True)
class GapSearch:
    """Where a path is missing: the account, those of its people who are wanted, and what is missing of ours."""

    company: int
    targets: Targets
    untold: Untold
    search: Search = field(default_factory=Search)
    limit: int = 5


@dataclass(frozen=True, slots=True)
class _Step:
    """A step with how likely it leads to a path to each target (float64[T]; of contacts float64[1])."""

    gap: Gap
    chances: Array

    @property
    def group(self) -> int:
        """Steps that ask of the same person find out the same ties."""
        return _CONTACTS if self.gap.person is None else self.gap.person


def find_gaps(view: View, wanted: GapSearch, experience: Experience) -> list[Gap]:
    """What to do about an account without a path, step by step, each the one that then gains most."""
    asked = wanted.search
    barred = asked.without if asked.requester is None else asked.without | {asked.requester}
    kept = ~are_in(wanted.targets.person, barred)
    targets = Targets(wanted.targets.person[kept], wanted.targets.reply[kept])
    steps = [
        *_questions(view, targets, asked),
        *_exports(view, targets, wanted, experience),
        *_histories(view, targets, wanted, experience),
        _contacts(view, wanted.company, experience),
    ]
    taken = cover([step.chances for step in steps], [step.group for step in steps], wanted.limit)
    told = [one for place, one in enumerate(taken) if not place or one.gain >= _LEAST_GAIN]
    return [replace(steps[one.place].gap, gain=one.gain, chance=one.chance) for one in told]


def _questions(view: View, targets: Targets, search: Search) -> Iterator[_Step]:
    """Faint ties that one answer would make strong: the connector perhaps knows the target."""
    policy = view.ties.policy
    place = {person: number for number, person in enumerate(targets.person.tolist())}
    for way in ways_from_ours(view, targets, search, _MOST_QUESTIONS):
        at = place[way.target]
        willing, reply = float(view.reach.willing[way.connector]), float(targets.reply[at])
        score = willing * policy.gaps.confirmed_closeness * reply
        if score > 0 and score >= policy.plan.min_score:
            chances = np.zeros(len(targets.person))
            chances[at] = way.score / (willing * reply)
            yield _Step(Gap(GapKind.QUESTION, 0.0, 0.0, score, way.connector, way.target), chances)


def _exports(view: View, targets: Targets, wanted: GapSearch, experience: Experience) -> Iterator[_Step]:
    """Colleagues of whom no LinkedIn export was imported: whom of these people are they likely connected with?"""
    missing = wanted.untold.exports
    missing = missing[~are_in(missing, wanted.search.without | wanted.search.no_connector)]
    if not len(missing):
        return
    people = _likeliest(view, missing, targets)
    left = np.repeat(people, len(targets.person))
    pairs = look_at(view.ties, left, np.tile(targets.person, len(people)))
    policy = view.ties.policy
    strength = 1.0 - (1.0 - pairs.strength) * (1.0 - policy.strength.lasting_linkedin)
    score = view.reach.willing[left] * strength * np.tile(targets.reply, len(people))
    share = np.array([one.value for one in experience.connected])[pairs.shared]
    measured = np.array([one.of > 0 for one in experience.connected])[pairs.shared]
    worth = (score > 0) & (score >= policy.plan.min_score) & ~pairs.connected
    chances = np.where(worth, share, 0.0)
    shape = (len(people), len(targets.person))
    chances, score, shared, measured = (each.reshape(shape) for each in (chances, score, pairs.shared, measured))
    for row, person in enumerate(people.tolist()):
        hopeful = chances[row] > 0
        if hopeful.any():
            best, known = float(score[row][hopeful].max()), int((shared[row] > Shared.NOTHING).sum())
            gap = Gap(GapKind.EXPORT, 0.0, 0.0, best, person, None, known, bool(measured[row][hopeful].all()))
            yield _Step(gap, chances[row])


def _histories(view: View, targets: Targets, wanted: GapSearch, experience: Experience) -> Iterator[_Step]:
    """Others of our people of whom no earlier job is known: how often does a known history tie somebody enough?"""
    policy, willing = view.ties.policy, view.reach.willing
    unknown = wanted.untold.histories
    unknown = unknown[~are_in(unknown, wanted.search.without | wanted.search.no_connector)]
    sample, expected = experience.closeness, policy.gaps
    # They differ only in how willing they are, so that the first few of each kind are as good as all.
    for value in distinct(willing[unknown])[::-1].tolist():
        with np.errstate(divide="ignore"):
            needed = policy.plan.min_score / (value * targets.reply)
        enough = len(sample) - np.searchsorted(sample, needed)
        weight = expected.prior_weight
        share = (enough + weight * expected.history_share) / (len(sample) + weight)
        chances = np.where(needed <= 1.0, share, 0.0)
        for person in unknown[willing[unknown] == value][: wanted.limit].tolist():
            gap = Gap(GapKind.HISTORY, 0.0, 0.0, person=person, measured=len(sample) > 0)
            yield _Step(gap, np.where(targets.person == person, 0.0, chances))


def _contacts(view: View, company: int, experience: Experience) -> _Step:
    """People at the account of whom nobody has told us: the more are known already, the less new ones add."""
    usual = float(view.ties.policy.gaps.contacts) if experience.staff is None else experience.staff
    known = int(view.staff.company_at[company + 1]) - int(view.staff.company_at[company])
    chance = experience.reached.value * usual / (usual + known)
    return _Step(Gap(GapKind.CONTACTS, 0.0, 0.0, measured=experience.staff is not None), np.array([chance]))


def _likeliest(view: View, people: Array, targets: Targets) -> Array:
    """Those of them who were at most of the targets' companies, then the most willing; ties by person number."""
    here = view.places
    companies = distinct(here.company[rows_of(view, targets.person)[0]])
    rows, place = rows_of(view, people)
    common = np.bincount(place[find_sorted(companies, here.company[rows]) >= 0], minlength=len(people))
    order = np.lexsort((people, -view.reach.willing[people], -common))
    return np.sort(people[order[:_MOST_LOOKED_AT]])
