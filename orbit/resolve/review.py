"""What people decide about matches. Each decision is one judgement that stands above the rules until it is undone.

A decision takes effect at once, and only around the records that it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from orbit.errors import NotFound, StoreBusy, UsageError
from orbit.model import EntityId, EntityKind, Record, RecordKey
from orbit.resolve.likely import likely_links, links_of
from orbit.resolve.regroup import regrouped
from orbit.resolve.ruling import REVIEWED, of_judgement
from orbit.store.base import Batch, Judgement, NewJudgement, Store, Verdict

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Open:
    """A judgement that a person may settle or has settled, and the entity of each of its records today."""

    judgement: Judgement
    between: tuple[EntityId, EntityId]

    @property
    def is_contradicted(self) -> bool:
        """Say whether somebody decided that the two are one while another decision holds them apart."""
        one = self.judgement
        return one.rule == REVIEWED and one.verdict is Verdict.SAME and self.between[0] != self.between[1]


@dataclass(frozen=True, slots=True)
class Question:
    """Two records of which the rules are unsure, and the judgement that says why; the entity of each today."""

    judgement: Judgement
    left: Record
    right: Record
    between: tuple[EntityId, EntityId]


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that counts for a pair; `is_new` unless it stood already."""

    judgement: Judgement
    is_new: bool


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


Beside = Callable[[Batch], None]


def _nothing(_: Batch) -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Author:
    """Who decides and when, and what they write beside."""

    name: str
    at: datetime
    beside: Beside = _nothing


def questions(store: Store, kind: EntityKind) -> list[Question]:
    """Return the open questions of a kind with their records; where only some are shown, read those alone."""
    return read_questions(store, open_questions(store, kind))


def open_questions(store: Store, kind: EntityKind) -> list[Open]:
    """Return what is open for a kind: first the decisions that others contradict, then what nobody has decided.

    Of several questions between the same two entities only the oldest is told. Last come the matches that were made
    without being certain and that nobody has looked at. No record is read.
    """
    asked = store.judgements(kind, verdict=Verdict.UNSURE)
    found = _placed(store, kind, (*store.judgements(kind, rule=REVIEWED), *asked))
    contradicted = {frozenset(one.between): one for one in reversed(found) if one.is_contradicted}
    told = {frozenset(one.between) for one in found if one.judgement.rule == REVIEWED}
    kept = []
    for one in found:
        ends = frozenset(one.between)
        if one.judgement.verdict is Verdict.UNSURE and len(ends) == 2 and ends not in told:
            told.add(ends)
            kept.append(one)
    return [*reversed(contradicted.values()), *kept, *(_likely(store) if kind is EntityKind.PERSON else ())]


def _likely(store: Store) -> Iterator[Open]:
    for person, links in likely_links(store).items():
        yield from (Open(link.judgement, (person, person)) for link in links)


def is_open(store: Store, number: int) -> bool:
    """Say whether a question still waits for an answer: answers to others may have settled it."""
    asked = store.judgement(number)
    if asked is None or asked.revoked_at is not None:
        return False
    entity = store.entities(asked.kind, [asked.left, asked.right])
    if len(set(entity.values())) < 2:
        return any(number == link.judgement.id for person in set(entity.values()) for link in links_of(store, person))
    sides = [{stored.record.key for stored in store.records_of(entity[key])} for key in (asked.left, asked.right)]
    told = store.judgements_about(asked.kind, sorted(sides[0] | sides[1]))
    parted = [one for one in told if one.rule == REVIEWED and one.verdict is Verdict.DIFFERENT]
    contradicted = asked.rule == REVIEWED and asked.verdict is Verdict.SAME
    return contradicted or not any({_side(key, sides) for key in (one.left, one.right)} == {0, 1} for one in parted)


def decided(store: Store, kind: EntityKind) -> list[Open]:
    """Return what people have decided about a kind and not undone, oldest first. No record is read."""
    return _placed(store, kind, store.judgements(kind, rule=REVIEWED))


def decisions(store: Store, kind: EntityKind) -> list[Question]:
    """Return what people have decided about a kind with the records, as `decided`."""
    return read_questions(store, decided(store, kind))


def read_questions(store: Store, asked: Iterable[Open]) -> list[Question]:
    """Read the records that these are about."""
    told = list(asked)
    records: dict[RecordKey, Record] = {}
    for entity in sorted({each for one in told for each in one.between}):
        records |= {stored.record.key: stored.record for stored in store.records_of(entity)}
    return [
        Question(one.judgement, records[one.judgement.left], records[one.judgement.right], one.between) for one in told
    ]


def question(store: Store, number: int) -> Question:
    """Return the two records that a standing judgement is about; raises NotFound when it does not stand."""
    judgement = _live(store, number)
    placed = _placed(store, judgement.kind, [judgement])
    if not placed:
        raise NotFound(f"the records of judgement {number} are gone; list the open ones with `orbit review list`")
    return read_questions(store, placed)[0]


def decision_on(store: Store, pair: Pair) -> Judgement | None:
    """Return what people decided about two records: of several decisions that stand, the last."""
    standing = _decisions_on(store, pair)
    return standing[-1] if standing else None


def same(store: Store, about: int | Pair, *, actor: str, at: datetime, beside: Beside = _nothing) -> Decided:
    """Decide that two records are one; `about` is the number of a judgement on them, or the pair itself.

    What `beside` writes is written together with the decision.
    """
    return _decide(store, about, Verdict.SAME, _Author(actor, at, beside))


def different(store: Store, about: int | Pair, *, actor: str, at: datetime, beside: Beside = _nothing) -> Decided:
    """Decide that two records are not one, whatever the rules say; `about` and `beside` as for `same`."""
    return _decide(store, about, Verdict.DIFFERENT, _Author(actor, at, beside))


def undo(store: Store, number: int, *, at: datetime) -> Judgement:
    """Take a person's decision back, as if it had never been made, and return it.

    `number` is that of the decision, or of a question on the same two records: then the last decision on them goes.
    """
    named = _live(store, number)
    made = named if named.rule == REVIEWED else decision_on(store, pair_of(named))
    if made is None:
        raise UsageError(f"judgement {number} was made by a rule; answer it with same or different instead")
    _write(store, pair_of(made), [], [made], _Author(made.actor, at))
    return made


def pair_of(judgement: Judgement) -> Pair:
    """Return the two records that a judgement is about."""
    return Pair(judgement.kind, judgement.left, judgement.right)


def _decide(store: Store, about: int | Pair, verdict: Verdict, author: _Author) -> Decided:
    pair = about if isinstance(about, Pair) else pair_of(_live(store, about))
    standing = _decisions_on(store, pair)
    if all(one.verdict is not verdict for one in standing):
        told = (pair.left, pair.right, verdict, REVIEWED, "decided in review", author.name, author.at)
        _write(store, pair, [NewJudgement(pair.kind, *told)], [], author)
    else:
        # The same was decided before and then changed: taking the change back says it best.
        _write(store, pair, [], [one for one in standing if one.verdict is not verdict], author)
    judgement = _decisions_on(store, pair)[-1]
    return Decided(judgement, is_new=judgement.id not in {one.id for one in standing})


def _write(
    store: Store, pair: Pair, made: Sequence[NewJudgement], revoked: Sequence[Judgement], author: _Author
) -> None:
    """Write a decision and what follows from it for the records around it."""
    for _ in range(_ATTEMPTS):
        revision = store.revision()
        gone = {one.id for one in revoked}
        members = regrouped(store, pair.kind, (pair.left, pair.right), map(of_judgement, made), gone)
        with store.writing() as batch:
            if store.revision() == revision:
                batch.judge(made)
                for one in revoked:
                    batch.revoke(one.id, at=author.at)
                batch.assign(pair.kind, members)
                author.beside(batch)
                return
    raise StoreBusy("others keep writing to the workspace; decide again when they are done")


def _decisions_on(store: Store, pair: Pair) -> list[Judgement]:
    told = store.judgements_about(pair.kind, [pair.left])
    return [one for one in told if one.rule == REVIEWED and pair_of(one) == pair]


def _side(key: RecordKey, sides: Sequence[set[RecordKey]]) -> int | None:
    return next((at for at, side in enumerate(sides) if key in side), None)


def _live(store: Store, number: int) -> Judgement:
    found = store.judgement(number)
    if found is None or found.revoked_at is not None:
        raise NotFound(f"there is no judgement {number}, or it was undone; list the open ones with `orbit review list`")
    return found


def _placed(store: Store, kind: EntityKind, judgements: Sequence[Judgement]) -> list[Open]:
    """Look up the entities that judgements are about; those on records without an entity yet are left out."""
    entity = store.entities(kind, [key for one in judgements for key in (one.left, one.right)])
    told = (one for one in judgements if one.left in entity and one.right in entity)
    return [Open(one, (entity[one.left], entity[one.right])) for one in told]
