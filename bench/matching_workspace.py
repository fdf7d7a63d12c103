"""Matching as an import does it: fictional records in a workspace of their own, resolved, decided upon and undone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Container, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.matching_scores import pair_score
from bench.matching_world import SOURCES, Records, make_records
from bench.sides import take_in
from bench.timing import timed
from orbit.errors import OrbitError
from orbit.model import Company, EntityId, EntityKind, Item, Person, RecordKey, Ref, Spell
from orbit.resolve import review
from orbit.resolve.newcomers.kept import Memory
from orbit.resolve.ruling import REVIEWED
from orbit.resolve.run import resolve
from orbit.store.base import Judgement, Store
from orbit.store.sqlite import open_sqlite

_DAY = date(2026, 11, 1)
_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
# By which source of ours each is known, and over how many files its records are spread.
_AS = dict(zip(SOURCES, (("crm_champions", 1), ("linkedin", 40), ("work_histories", 5)), strict=True))
_DECISIONS = 50
_NEWCOMERS = 100


def measure_workspace(records: int, say: Callable[[str], None]) -> dict[str, float]:
    """Import so many records, match them by rules and likeness, then decide 50 questions and undo each.

    The last hundred people come in an import of their own, of which only whom they reach is looked at. `undo_ms` is the
    slowest of the decisions; `undo_restored` is the share of them after which everything stood as before.
    """
    made = make_records(records)
    with tempfile.TemporaryDirectory(prefix="orbit-bench-") as folder:
        store = open_sqlite(Path(folder) / "workspace.orbit", create=True)
        try:
            say(f"Importing {len(made)} source records …")
            memory = Memory(Path(folder) / "matching", least=0)
            first, last = _but_the_last(list(items_of(made)))
            take_in(store, first, "records", _DAY)
            say("Matching them in the workspace …")
            _, seconds = timed(lambda: resolve(store, at=_AT, memory=memory))
            take_in(store, last, "newcomers", _DAY)
            report, for_few = timed(lambda: resolve(store, at=_AT, memory=memory))
            say("Deciding and undoing …")
            return {
                "workspace_records": float(len(made)),
                "workspace_resolve_seconds": round(seconds, 2),
                "newcomers_reached": float(report.people.records),
                "newcomers_seconds": round(for_few, 2),
                **_right(store, made),
                **_undone(store),
            }
        finally:
            store.close()


def _but_the_last(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Cut the items before the last hundred people, fewer of few."""
    people = [place for place, item in enumerate(items) if isinstance(item, Person)]
    at = people[-min(_NEWCOMERS, len(people) // 50 + 1)]
    return items[:at], items[at:]


def items_of(made: Records, left_out: Container[int] = ()) -> Iterator[Item]:
    """Yield what files of these records hold: people, their companies and jobs; some left out, by their places."""
    told: set[RecordKey] = set()
    for place in range(len(made)):
        if place in left_out:
            continue
        who, employer = person_of(made, place), made.cells["company"][place]
        yield who
        if employer:
            where = RecordKey(who.key.source, f"name/{employer.casefold()}")
            if where not in told:
                told.add(where)
                yield Company(where, employer, who.ref, _DAY)
            yield Spell(who.key, where, who.ref, title=who.title, seen_on=_DAY)


def person_of(made: Records, place: int) -> Person:
    """Return one of the records as a file holds it."""
    source, number = made.keys[place].split("/")
    known_as, files = _AS[source]
    key, ref = RecordKey(known_as, number), Ref(known_as, f"{source}-{place % files}.csv", place + 2)
    says = {name: column[place] for name, column in made.cells.items()}
    url = f"https://www.linkedin.com/in/{says['url']}" if says["url"] else None
    return Person(
        key,
        f"{says['first']} {says['last']}",
        ref,
        _DAY,
        emails=(says["email"],) if says["email"] else (),
        linkedin=url,
        title=says["title"] or None,
        company=says["company"] or None,
        location=says["city"] or None,
    )


def _right(store: Store, made: Records) -> dict[str, float]:
    """How many pairs of records that are one entity really are one person, and the other way round."""
    person = {name.split("/")[1]: int(who) for name, who in zip(made.keys, made.person, strict=True)}
    record = {seq: key.id for key, seq in store.numbers(EntityKind.PERSON).items()}
    entity: dict[EntityId, int] = {}
    pairs = [
        (entity.setdefault(member.entity, len(entity)), person[record[member.seq]])
        for member in store.members(EntityKind.PERSON)
    ]
    found, true = np.array(pairs, dtype=np.int64).T
    score = pair_score(found, true)
    return {"workspace_precision": round(score.precision, 4), "workspace_recall": round(score.recall, 4)}


def _undone(store: Store) -> dict[str, float]:
    asked = review.questions(store, EntityKind.PERSON)
    chosen = asked[:: max(len(asked) // _DECISIONS, 1)][:_DECISIONS]
    if not chosen:
        raise OrbitError("nothing was left open, so there is nothing to decide and undo; take more records")
    before, taken, restored = _state(store), [], 0
    for question in chosen:
        review.same(store, question.judgement.id, actor="bench", at=_AT)
        number = _decision(store, question.left.key).id
        start = perf_counter()
        review.undo(store, number, at=_AT)
        taken.append(1000 * (perf_counter() - start))
        restored += _state(store) == before
    return {"undo_ms": round(max(taken), 2), "undo_restored": restored / len(chosen)}


def _decision(store: Store, about: RecordKey) -> Judgement:
    [made] = [one for one in store.judgements_about(EntityKind.PERSON, [about]) if one.rule == REVIEWED]
    return made


def _state(store: Store) -> tuple[object, ...]:
    """Who is who, and what stands of whom, without the numbers of judgements."""
    told = store.judgements(EntityKind.PERSON)
    return (
        tuple(store.members(EntityKind.PERSON)),
        tuple((one.left, one.right, one.verdict, one.rule, one.grounds) for one in told),
    )
