"""What people decide about matches. Each decision is one judgement that stands above the rules until it is undone.

A decision takes effect when the workspace is resolved again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orbit.errors import NotFound, UsageError
from orbit.model import EntityKind, Record, RecordKey
from orbit.resolve.ruling import REVIEWED, of_judgement
from orbit.store.base import Judgement, NewJudgement, Store, Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """Two records of which the rules are unsure, and the judgement that says why."""

    judgement: Judgement
    left: Record
    right: Record


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
    """Return the open questions of a kind, oldest first."""
    live = store.judgements(kind)
    decided = {(one.left, one.right) for one in live if of_judgement(one).is_reviewed}
    unsure = [one for one in live if one.verdict is Verdict.UNSURE and (one.left, one.right) not in decided]
    return _with_records(store, kind, unsure)


def _with_records(store: Store, kind: EntityKind, judgements: list[Judgement]) -> list[Question]:
    records = _records(store, kind, {key for one in judgements for key in (one.left, one.right)})
    return [
        Question(one, records[one.left], records[one.right])
        for one in judgements
        if one.left in records and one.right in records
    ]


def decisions(store: Store, kind: EntityKind) -> list[Question]:
    """Return what people have decided about a kind and not undone, oldest first."""
    return _with_records(store, kind, [one for one in store.judgements(kind) if of_judgement(one).is_reviewed])


def same(store: Store, about: int | Pair, *, actor: str, at: datetime) -> None:
    """Decide that two records are one; `about` is the number of a judgement on them, or the pair itself."""
    _decide(store, about, Verdict.SAME, actor, at)


def different(store: Store, about: int | Pair, *, actor: str, at: datetime) -> None:
    """Decide that two records are not one, whatever the rules say; `about` as for `same`."""
    _decide(store, about, Verdict.DIFFERENT, actor, at)


def undo(store: Store, judgement: int, *, at: datetime) -> None:
    """Take a person's decision back, as if it had never been made."""
    if not of_judgement(_live(store, judgement)).is_reviewed:
        raise UsageError(f"judgement {judgement} was made by a rule; answer it with same or different instead")
    with store.writing() as batch:
        batch.revoke(judgement, at=at)


def _decide(store: Store, about: int | Pair, verdict: Verdict, actor: str, at: datetime) -> None:
    pair = about if isinstance(about, Pair) else _pair_of(_live(store, about))
    standing = [one for one in store.judgements(pair.kind) if of_judgement(one).is_reviewed and _pair_of(one) == pair]
    decision = NewJudgement(pair.kind, pair.left, pair.right, verdict, REVIEWED, "decided in review", actor, at)
    with store.writing() as batch:
        if all(one.verdict is not verdict for one in standing):
            batch.judge([decision])
            return
        # The same was decided before and then changed: taking the change back says it best.
        for one in standing:
            if one.verdict is not verdict:
                batch.revoke(one.id, at=at)


def _pair_of(judgement: Judgement) -> Pair:
    return Pair(judgement.kind, judgement.left, judgement.right)


def _live(store: Store, judgement: int) -> Judgement:
    for kind in EntityKind:
        for one in store.judgements(kind):
            if one.id == judgement:
                return one
    raise NotFound(f"there is no judgement {judgement}, or it was undone; list the open ones with `orbit review list`")


def _records(store: Store, kind: EntityKind, keys: set[RecordKey]) -> dict[RecordKey, Record]:
    if not keys:
        return {}
    return {stored.record.key: stored.record for stored in store.records(kind) if stored.record.key in keys}
