"""Writing what matching came to: judgements that are new, those that no rule says any more, and who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from orbit.model import EntityKind, RecordKey
from orbit.resolve.cluster import clusters
from orbit.resolve.entity import members_of
from orbit.resolve.grounds import Grounds
from orbit.resolve.reading import Reading
from orbit.resolve.ruling import ENGINE, REVIEWED, Ruling, of_judgement
from orbit.resolve.settle import Profile
from orbit.store.base import Batch, Identifier, Judgement, Member, NewJudgement, Store, Verdict

Identity = tuple[RecordKey, RecordKey, Verdict, str, str | None]


@dataclass(frozen=True, slots=True)
class KindReport:
    """What resolving one kind came to, of all records or of those that newcomers reach.

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
class Draft:
    """What the rules say of some records of a kind (`rulings`), what stands of them, and whose they are.

    There are so many `records`, and `dropped` blocks were too large.
    """

    kind: EntityKind
    records: int
    rulings: Sequence[Ruling]
    standing: Sequence[Judgement]
    members: Sequence[Member]
    identifiers: Sequence[tuple[int, Identifier]]
    dropped: int

    @property
    def fresh(self) -> list[Ruling]:
        """The rulings that do not stand yet."""
        known = {identity_of(one) for one in self.standing}
        return [one for one in self.rulings if identity_of(one) not in known]

    @property
    def stale(self) -> list[Judgement]:
        """What stands and no rule says any more; what people decided is no rule's."""
        wanted = {identity_of(one) for one in self.rulings}
        return [one for one in self.standing if one.rule != REVIEWED and identity_of(one) not in wanted]


def write(batch: Batch, draft: Draft, at: datetime) -> KindReport:
    """Write a draft."""
    fresh, stale = draft.fresh, draft.stale
    for one in stale:
        batch.revoke(one.id, at=at)
    judged = batch.judge(_judgement(draft.kind, one, at) for one in fresh)
    batch.identify(draft.identifiers)
    moved = batch.assign(draft.kind, draft.members)
    counts = Counter((one.rule, one.verdict) for one in draft.rulings)
    return KindReport(
        records=draft.records,
        entities=len({member.entity for member in draft.members}),
        rulings=tuple((str(rule), verdict, many) for (rule, verdict), many in sorted(counts.items())),
        unsure=sum(many for (_, verdict), many in counts.items() if verdict is Verdict.UNSURE),
        dropped=draft.dropped,
        judged=judged,
        revoked=len(stale),
        moved=moved,
    )


def draft_of_all(
    store: Store, kind: EntityKind, reading: Reading[Profile], rulings: Sequence[Ruling], dropped: int
) -> Draft:
    """Say what is to be written given what the rules say of all records of a kind."""
    keys, identities = reading.keys, reading.identities
    standing = store.judgements(kind)
    reviews: list[Ruling] = [of_judgement(one) for one in standing if one.rule == REVIEWED]
    told = each_once(keys, clusters(keys, rulings, identities), rulings)
    members = [
        member
        for group in clusters(keys, [*reviews, *rulings], identities)
        for member in members_of(kind, [(reading.seqs[place], keys[place]) for place in group])
    ]
    return Draft(kind, len(reading.seqs), told, standing, members, reading.identifiers, dropped)


def each_once(keys: Sequence[RecordKey], groups: Iterable[Sequence[int]], found: Iterable[Ruling]) -> list[Ruling]:
    """Leave out what is told twice, and the questions that another rule has answered by joining both."""
    entity = {keys[place]: number for number, group in enumerate(groups) for place in group}
    kept: dict[Identity, Ruling] = {}
    for one in found:
        if one.verdict is not Verdict.UNSURE or entity[one.left] != entity[one.right]:
            kept.setdefault(identity_of(one), one)
    return sorted(
        kept.values(), key=lambda one: (one.left.source, one.left.id, one.right.source, one.right.id, one.rule)
    )


def identity_of(one: Ruling | Judgement) -> Identity:
    """Return what makes a ruling the same as another, or as a judgement that stands."""
    grounds = one.grounds.text() if isinstance(one.grounds, Grounds) else one.grounds
    return one.left, one.right, one.verdict, one.rule, grounds


def _judgement(kind: EntityKind, one: Ruling, at: datetime) -> NewJudgement:
    grounds = one.grounds.text() if one.grounds else None
    return NewJudgement(kind, one.left, one.right, one.verdict, one.rule, one.because, ENGINE, at, grounds)
