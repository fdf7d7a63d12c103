"""What people decide about matches. Each decision is one judgement that stands above the rules until it is undone.

A decision takes effect at once, and only around the records that it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from orbit.errors import NotFound, StoreBusy, UsageError
from orbit.model import EntityId, EntityKind, Record, RecordKey
from orbit.resolve.regroup import regrouped
from orbit.resolve.ruling import REVIEWED, of_judgement
from orbit.store.base import Judgement, NewJudgement, Store, Verdict

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """Two records of which the rules are unsure, and the judgement that says why; the entity of each today."""

    judgement: Judgement
    left: Record
    right: Record
    between: tuple[EntityId, EntityId]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of one kind, given in any order."""

    kind: EntityKind
    left: RecordKey
    right: RecordKey

    def __post_init__(self) -> None:
        if self.left == self.right:
            raise UsageError(f"a decision needs two records, got {self.left} twice")
        if self.right < self.left:
            left, right = self.right, self.left
            object.__setattr__(self, "left", left)
            object.__setattr__(self, "right", right)


def questions(store: Store, kind: EntityKind) -> list[Question]:
    """Return the open questions of a kind: first the decisions that others contradict, then what nobody has decided.

    Of several questions between the same two entities only the oldest is told.
    """
    live = store.judgements(kind)
    asked = [one for one in live if one.verdict is Verdict.UNSURE]
    decided = [one for one in live if one.rule == REVIEWED]
    entity = store.entities(kind, [key for one in (*asked, *decided) for key in (one.left, one.right)])
    without_effect = [one for one in decided if one.verdict is Verdict.SAME and len(_between(entity, one)) == 2]
    told = {_between(entity, one) for one in decided if one not in without_effect}
    kept = []
    for one in (*without_effect, *asked):
        ends = _between(entity, one)
        if len(ends) == 2 and ends not in told:
            told.add(ends)
            kept.append(one)
    return _with_records(store, kept, entity)


def decisions(store: Store, kind: EntityKind) -> list[Question]:
    """Return what people have decided about a kind and not undone, oldest first."""
    made = [one for one in store.judgements(kind) if one.rule == REVIEWED]
    return _with_records(store, made, store.entities(kind, [key for one in made for key in (one.left, one.right)]))


def question(store: Store, number: int) -> Question:
    """Return the two records that a standing judgement is about; raises NotFound when it does not stand."""
    judgement = _live(store, number)
    entity = store.entities(judgement.kind, [judgement.left, judgement.right])
    found = _with_records(store, [judgement], entity)
    if not found:
        raise NotFound(f"the records of judgement {number} are gone; list the open ones with `orbit review list`")
    return found[0]


def same(store: Store, about: int | Pair, *, actor: str, at: datetime) -> None:
    """Decide that two records are one; `about` is the number of a judgement on them, or the pair itself."""
    _decide(store, about, Verdict.SAME, actor, at)


def different(store: Store, about: int | Pair, *, actor: str, at: datetime) -> None:
    """Decide that two records are not one, whatever the rules say; `about` as for `same`."""
    _decide(store, about, Verdict.DIFFERENT, actor, at)


def undo(store: Store, judgement: int, *, at: datetime) -> None:
    """Take a person's decision back, as if it had never been made."""
    made = _live(store, judgement)
    if made.rule != REVIEWED:
        raise UsageError(f"judgement {judgement} was made by a rule; answer it with same or different instead")
    _write(store, _pair_of(made), [], [made], at)


def _decide(store: Store, about: int | Pair, verdict: Verdict, actor: str, at: datetime) -> None:
    pair = about if isinstance(about, Pair) else _pair_of(_live(store, about))
    told = store.judgements_about(pair.kind, [pair.left])
    standing = [one for one in told if one.rule == REVIEWED and _pair_of(one) == pair]
    if all(one.verdict is not verdict for one in standing):
        decision = NewJudgement(pair.kind, pair.left, pair.right, verdict, REVIEWED, "decided in review", actor, at)
        _write(store, pair, [decision], [], at)
        return
    # The same was decided before and then changed: taking the change back says it best.
    _write(store, pair, [], [one for one in standing if one.verdict is not verdict], at)


def _write(store: Store, pair: Pair, made: Sequence[NewJudgement], revoked: Sequence[Judgement], at: datetime) -> None:
    """Write a decision and what follows from it for the records around it."""
    for _ in range(_ATTEMPTS):
        revision = store.revision()
        gone = {one.id for one in revoked}
        members = regrouped(store, pair.kind, (pair.left, pair.right), map(of_judgement, made), gone)
        with store.writing() as batch:
            if store.revision() == revision:
                batch.judge(made)
                for one in revoked:
                    batch.revoke(one.id, at=at)
                batch.assign(pair.kind, members)
                return
    raise StoreBusy("others keep writing to the workspace; decide again when they are done")


def _between(entity: dict[RecordKey, EntityId], judgement: Judgement) -> frozenset[EntityId]:
    ends = (entity.get(judgement.left), entity.get(judgement.right))
    return frozenset(end for end in ends if end is not None)


def _pair_of(judgement: Judgement) -> Pair:
    return Pair(judgement.kind, judgement.left, judgement.right)


def _live(store: Store, number: int) -> Judgement:
    found = store.judgement(number)
    if found is None or found.revoked_at is not None:
        raise NotFound(f"there is no judgement {number}, or it was undone; list the open ones with `orbit review list`")
    return found


def _with_records(store: Store, judgements: Iterable[Judgement], entity: dict[RecordKey, EntityId]) -> list[Question]:
    """Read the records that judgements are about; those without an entity yet are left out."""
    told = [one for one in judgements if one.left in entity and one.right in entity]
    wanted = sorted({entity[key] for one in told for key in (one.left, one.right)})
    records = {stored.record.key: stored.record for each in wanted for stored in store.records_of(each)}
    return [Question(one, records[one.left], records[one.right], (entity[one.left], entity[one.right])) for one in told]
