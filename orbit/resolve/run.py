"""Resolving a workspace: records in, judgements and entities out, as a pure function of records and reviews.

The rules are asked anew each time: what they no longer say is revoked, so that facts arriving in any order
end in the same entities.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic

from orbit.errors import StoreBusy
from orbit.model import AccountState, EntityKind, RecordKey
from orbit.policy import MatchingPolicy
from orbit.resolve.cluster import clusters
from orbit.resolve.companies import rule_on_companies
from orbit.resolve.grounds import Grounds
from orbit.resolve.matching import Matching, matching_in
from orbit.resolve.people import rule_on_people
from orbit.resolve.profile import CompanyProfile, PersonProfile
from orbit.resolve.reading import Reading, read_companies, read_people, workplaces
from orbit.resolve.regroup import members_of
from orbit.resolve.ruling import ENGINE, REVIEWED, Ruling, of_judgement
from orbit.resolve.settle import Profile, Ruled
from orbit.store.base import Batch, FactKind, Judgement, Member, NewJudgement, Store, Verdict

Identity = tuple[RecordKey, RecordKey, Verdict, str, str | None]

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class KindReport:
    """What resolving one kind came to.

    `rulings` counts by (rule, verdict); `judged` and `revoked` are the judgements that this run added and took
    back, `moved` the records whose entity changed, `dropped` the blocks too large to look into.
    """

    records: int
    entities: int
    rulings: tuple[tuple[str, Verdict, int], ...]
    unsure: int
    dropped: int
    judged: int
    revoked: int
    moved: int


@dataclass(frozen=True, slots=True)
class ResolveReport:
    """What resolving a workspace came to."""

    people: KindReport
    companies: KindReport


@dataclass(frozen=True, slots=True)
class _Plan(Generic[Profile]):
    """What is to be written for one kind."""

    kind: EntityKind
    reading: Reading[Profile]
    groups: list[list[int]]
    rulings: list[Ruling]
    dropped: int
    live: list[Judgement]


def resolve(store: Store, *, at: datetime, policy: MatchingPolicy | None = None) -> ResolveReport:
    """Decide which records are one person or company, and write judgements, entities and identifiers.

    Running it again without new records or reviews changes nothing. Without a policy, that which comes with Orbit
    counts. Raises StoreBusy when others keep writing.
    """
    matching = matching_in(store, policy)
    with _collector_paused():
        for _ in range(_ATTEMPTS):
            report = _attempt(store, at, matching)
            if report is not None:
                return report
    raise StoreBusy("others keep writing to the workspace; resolve again when they are done")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python from searching a million long-lived profiles for cycles again and again; that took half the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _attempt(store: Store, at: datetime, matching: Matching) -> ResolveReport | None:
    """Resolve; the long part outside of the transaction, so return None if somebody wrote meanwhile."""
    revision = store.revision()
    plans = _plans(store, matching)
    with store.writing() as batch:
        if store.revision() != revision:
            return None
        companies, people = plans
        return ResolveReport(companies=_write(batch, companies, at), people=_write(batch, people, at))


def _plans(store: Store, matching: Matching) -> tuple[_Plan[CompanyProfile], _Plan[PersonProfile]]:
    companies = _companies(store)
    people = read_people(store, workplaces(companies.reading, companies.groups))
    live = store.judgements(EntityKind.PERSON)
    return companies, _plan(EntityKind.PERSON, people, live, rule_on_people(people, matching))


def _companies(store: Store) -> _Plan[CompanyProfile]:
    reading = read_companies(store)
    live = store.judgements(EntityKind.COMPANY)
    return _plan(EntityKind.COMPANY, reading, live, rule_on_companies(reading.profiles, _accounts(store)))


def _accounts(store: Store) -> frozenset[RecordKey]:
    """Return the records of companies of which the CRM tells a state."""
    facts = (stored.fact for stored in store.facts(FactKind.ACCOUNT_STATE))
    return frozenset(fact.company for fact in facts if isinstance(fact, AccountState))


def _plan(kind: EntityKind, reading: Reading[Profile], live: list[Judgement], ruled: Ruled) -> _Plan[Profile]:
    keys, identities = reading.keys, reading.identities
    groups = clusters(keys, [*_reviews(live), *ruled.rulings], identities)
    rulings = _each_once(keys, clusters(keys, ruled.rulings, identities), ruled.rulings)
    return _Plan(kind, reading, groups, rulings, ruled.dropped, live)


def _reviews(live: Sequence[Judgement]) -> list[Ruling]:
    return [of_judgement(one) for one in live if one.rule == REVIEWED]


def _each_once(keys: Sequence[RecordKey], groups: Sequence[Sequence[int]], found: Sequence[Ruling]) -> list[Ruling]:
    """Leave out what is told twice, and the questions that another rule has answered by joining both."""
    entity = {keys[place]: number for number, group in enumerate(groups) for place in group}
    kept: dict[Identity, Ruling] = {}
    for one in found:
        if one.verdict is not Verdict.UNSURE or entity[one.left] != entity[one.right]:
            kept.setdefault(_identity(one), one)
    return sorted(
        kept.values(), key=lambda one: (one.left.source, one.left.id, one.right.source, one.right.id, one.rule)
    )


def _write(batch: Batch, plan: _Plan[Profile], at: datetime) -> KindReport:
    standing = {_identity(one): one.id for one in plan.live if one.rule != REVIEWED}
    wanted = {_identity(one) for one in plan.rulings}
    fresh = [one for one in plan.rulings if _identity(one) not in standing]
    stale = [number for identity, number in standing.items() if identity not in wanted]
    for number in stale:
        batch.revoke(number, at=at)
    judged = batch.judge(_judgement(plan.kind, one, at) for one in fresh)
    batch.identify(plan.reading.identifiers)
    moved = batch.assign(plan.kind, _members(plan))
    counts = Counter((one.rule, one.verdict) for one in plan.rulings)
    return KindReport(
        records=len(plan.reading.seqs),
        entities=len(plan.groups),
        rulings=tuple((str(rule), verdict, many) for (rule, verdict), many in sorted(counts.items())),
        unsure=sum(many for (_, verdict), many in counts.items() if verdict is Verdict.UNSURE),
        dropped=plan.dropped,
        judged=judged,
        revoked=len(stale),
        moved=moved,
    )


def _judgement(kind: EntityKind, one: Ruling, at: datetime) -> NewJudgement:
    grounds = one.grounds.text() if one.grounds else None
    return NewJudgement(kind, one.left, one.right, one.verdict, one.rule, one.because, ENGINE, at, grounds)


def _identity(one: Ruling | Judgement) -> Identity:
    grounds = one.grounds.text() if isinstance(one.grounds, Grounds) else one.grounds
    return one.left, one.right, one.verdict, one.rule, grounds


def _members(plan: _Plan[Profile]) -> Iterator[Member]:
    seqs, profiles = plan.reading.seqs, plan.reading.profiles
    for group in plan.groups:
        yield from members_of(plan.kind, [(seqs[place], profiles[place].key) for place in group])
