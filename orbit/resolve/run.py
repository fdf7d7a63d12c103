"""Resolving a workspace: records in, judgements and entities out, as a pure function of records and reviews.

The rules are asked anew each time: what they no longer say is revoked, so that facts arriving in any order
end in the same entities.
"""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from orbit.errors import StoreBusy
from orbit.model import EntityId, EntityKind, RecordKey
from orbit.resolve.cluster import clusters
from orbit.resolve.companies import rule_on_companies
from orbit.resolve.people import rule_on_people
from orbit.resolve.profile import CompanyProfile, PersonProfile
from orbit.resolve.reading import Reading, read_companies, read_people, workplaces
from orbit.resolve.ruling import ENGINE, REVIEWED, Ruling, of_judgement
from orbit.resolve.settle import Ruled
from orbit.store.base import Batch, Judgement, Member, NewJudgement, Store, Verdict

_PREFIX = {EntityKind.PERSON: "per_", EntityKind.COMPANY: "com_"}
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
class _Plan:
    """What is to be written for one kind."""

    kind: EntityKind
    reading: Reading[PersonProfile] | Reading[CompanyProfile]
    groups: list[list[int]]
    rulings: list[Ruling]
    dropped: int
    live: list[Judgement]


def resolve(store: Store, *, at: datetime) -> ResolveReport:
    """Decide which records are one person or company, and write judgements, entities and identifiers.

    Running it again without new records or reviews changes nothing. Raises StoreBusy when others keep writing.
    """
    with _collector_paused():
        for _ in range(_ATTEMPTS):
            report = _attempt(store, at)
            if report is not None:
                return report
    raise StoreBusy("others keep writing to the workspace; resolve again when they are done")


def entity_id(kind: EntityKind, oldest: RecordKey) -> EntityId:
    """Return the id of the entity whose oldest record has this key."""
    digest = hashlib.blake2b(f"{oldest.source}\0{oldest.id}".encode(), digest_size=6)
    return EntityId(_PREFIX[kind] + digest.hexdigest())


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


def _attempt(store: Store, at: datetime) -> ResolveReport | None:
    """Resolve; the long part outside of the transaction, so return None if somebody wrote meanwhile."""
    revision = store.revision()
    plans = _plans(store)
    with store.writing() as batch:
        if store.revision() != revision:
            return None
        companies, people = (_write(batch, plan, at) for plan in plans)
        return ResolveReport(people=people, companies=companies)


def _plans(store: Store) -> tuple[_Plan, _Plan]:
    companies = read_companies(store)
    live = store.judgements(EntityKind.COMPANY)
    for_companies = _plan(EntityKind.COMPANY, companies, live, rule_on_companies(companies.profiles, _reviews(live)))
    people = read_people(store, workplaces(companies, for_companies.groups))
    live = store.judgements(EntityKind.PERSON)
    return for_companies, _plan(EntityKind.PERSON, people, live, rule_on_people(people.profiles, _reviews(live)))


def _plan(
    kind: EntityKind, reading: Reading[PersonProfile] | Reading[CompanyProfile], live: list[Judgement], ruled: Ruled
) -> _Plan:
    reviews = _reviews(live)
    keys = [profile.key for profile in reading.profiles]
    groups = clusters(keys, [*reviews, *ruled.rulings])
    open_rulings = _without_answered(keys, groups, reviews, ruled.rulings)
    return _Plan(kind, reading, groups, open_rulings, ruled.dropped, live)


def _reviews(live: Sequence[Judgement]) -> list[Ruling]:
    return [of_judgement(one) for one in live if one.rule == REVIEWED]


def _without_answered(
    keys: Sequence[RecordKey], groups: Sequence[Sequence[int]], reviews: Sequence[Ruling], found: Sequence[Ruling]
) -> list[Ruling]:
    """Leave out the questions that another way has joined, or that a reviewer answered for the same entities."""
    entity = {keys[place]: number for number, group in enumerate(groups) for place in group}
    answered = {
        frozenset((entity[review.left], entity[review.right]))
        for review in reviews
        if review.verdict is not Verdict.UNSURE and review.left in entity and review.right in entity
    }
    kept: dict[tuple[RecordKey, RecordKey, Verdict, str], Ruling] = {}
    for one in found:
        between = frozenset((entity[one.left], entity[one.right]))
        if one.verdict is not Verdict.UNSURE or (len(between) == 2 and between not in answered):
            kept.setdefault(_identity(one), one)
    return sorted(
        kept.values(), key=lambda one: (one.left.source, one.left.id, one.right.source, one.right.id, one.rule)
    )


def _write(batch: Batch, plan: _Plan, at: datetime) -> KindReport:
    standing = {_identity(one): one.id for one in plan.live if one.rule != REVIEWED}
    wanted = {_identity(one) for one in plan.rulings}
    fresh = [one for one in plan.rulings if _identity(one) not in standing]
    stale = [number for identity, number in standing.items() if identity not in wanted]
    judged = batch.judge(NewJudgement(plan.kind, *one, actor=ENGINE, at=at) for one in fresh)
    for number in stale:
        batch.revoke(number, at=at)
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


def _identity(one: Ruling | Judgement) -> tuple[RecordKey, RecordKey, Verdict, str]:
    return one.left, one.right, one.verdict, one.rule


def _members(plan: _Plan) -> Iterator[Member]:
    """Name each entity after its oldest record, so that it keeps its id when it grows."""
    seqs, profiles = plan.reading.seqs, plan.reading.profiles
    for group in plan.groups:
        oldest = min(group, key=lambda place: seqs[place])
        entity = entity_id(plan.kind, profiles[oldest].key)
        yield from (Member(seqs[place], entity) for place in group)
