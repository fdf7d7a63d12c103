"""Laws of resolution: order does not matter, nothing is lost or joined against a decision, undoing restores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.model import EntityKind, Item, RecordKey
from orbit.resolve import review
from orbit.resolve.cluster import clusters
from orbit.resolve.ruling import REVIEWED, Rule, Ruling, ruling
from orbit.store.base import Store, Verdict
from orbit.store.sqlite import open_sqlite
from tests.factories import NOON, company, person, spell
from tests.orbit.resolve.entities import entity_of, resolved, together, verdicts

Decide = Callable[..., None]
PERSON, COMPANY = EntityKind.PERSON, EntityKind.COMPANY
KEYS = [RecordKey("crm", f"r{number}") for number in range(8)]

# Each example fills one or two files on disk.
few = settings(max_examples=12, deadline=None)


@st.composite
def rulings(draw: st.DrawFn) -> Ruling:
    one, other = draw(st.lists(st.sampled_from(KEYS), min_size=2, max_size=2, unique=True))
    return ruling(one, other, draw(st.sampled_from(Verdict)), draw(st.sampled_from([*Rule, REVIEWED])), "")


def one_review_each(found: list[Ruling]) -> list[Ruling]:
    reviews = {(one.left, one.right): one for one in found if one.is_reviewed}
    return [one for one in found if not one.is_reviewed] + list(reviews.values())


@given(st.lists(rulings(), max_size=20).map(one_review_each), st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_the_order_of_rulings(found: list[Ruling], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)

    assert clusters(KEYS, shuffled) == clusters(KEYS, found)


@given(st.lists(rulings(), max_size=20).map(one_review_each))
def test_clusters_are_a_partition_that_no_review_forbids(found: list[Ruling]) -> None:
    groups = clusters(KEYS, found)

    assert sorted(place for group in groups for place in group) == list(range(len(KEYS)))
    cluster = {KEYS[place]: number for number, group in enumerate(groups) for place in group}
    parted = [one for one in found if one.is_reviewed and one.verdict is Verdict.DIFFERENT]
    assert all(cluster[one.left] != cluster[one.right] for one in parted)


@given(st.lists(rulings(), max_size=20).map(one_review_each), st.lists(rulings(), max_size=10))
def test_more_rulings_never_join_two_that_a_reviewer_parted(found: list[Ruling], more: list[Ruling]) -> None:
    parted = ruling(KEYS[0], KEYS[1], Verdict.DIFFERENT, REVIEWED, "")
    others = [one for one in [*found, *more] if (one.left, one.right) != (parted.left, parted.right)]

    groups = clusters(KEYS, [parted, *others])

    assert not any({0, 1} <= set(group) for group in groups)


NAMES = ("Ana Ruiz", "A. Ruiz", "Bob Chen", "Robert Chen", "Chen, Bob")
EMAILS = ("ana.ruiz@acme.example", "ana@bolt.example", "bob.chen@acme.example", "info@acme.example")
TITLES = (None, "VP Sales", "Vice President, Sales", "Software Engineer")
COMPANIES = ("Acme", "ACME, Inc.", "Bolt", "Self-employed")


@st.composite
def rows(draw: st.DrawFn) -> list[Item]:
    """One row of some export: a person, the company named beside them, the spell there."""
    number, source = draw(st.integers(0, 40)), draw(st.sampled_from(["crm_champions", "linkedin", "advisors"]))
    slug = draw(st.sampled_from([None, "ana-1", "ana-2", "bob"]))
    who = person(
        RecordKey(source, f"{source}-{number}"),
        draw(st.sampled_from(NAMES)),
        emails=draw(st.lists(st.sampled_from(EMAILS), max_size=1)),
        linkedin=f"linkedin.com/in/{slug}" if slug else None,
        ids=draw(st.sampled_from([(), ("hubspot:-:contact:1",)])),
    )
    name = draw(st.sampled_from(COMPANIES))
    domains = draw(st.sampled_from([(), ("acme.example",), ("bolt.example",)]))
    where = company(RecordKey(source, f"{source}-{name}-{number}"), name, domains=domains)
    return [who, where, spell(who, where, draw(st.sampled_from(TITLES)), seen_on=who.seen_on)]


exports = st.lists(rows(), min_size=1, max_size=8, unique_by=lambda row: row[0].key)  # type: ignore[union-attr]  # a person


@contextmanager
def new_store() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = open_sqlite(Path(folder) / "workspace.orbit", create=True)
        try:
            yield store
        finally:
            store.close()


def outcome(store: Store) -> list[object]:
    return [(together(store, kind), verdicts(store, kind)) for kind in EntityKind]


@few
@given(exports, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(export: list[list[Item]], random: Random) -> None:
    shuffled = list(export)
    random.shuffle(shuffled)
    with new_store() as one, new_store() as other:
        resolved(one, *(item for row in export for item in row))
        resolved(other, *(item for row in shuffled for item in row))

        assert outcome(one) == outcome(other)


@few
@given(exports)
def test_row_by_row_ends_where_all_at_once_ends(export: list[list[Item]]) -> None:
    with new_store() as one, new_store() as other:
        resolved(one, *(item for row in export for item in row))
        for row in export:
            resolved(other, *row)

        assert outcome(one) == outcome(other)


@few
@given(exports)
def test_resolving_twice_is_resolving_once(export: list[list[Item]]) -> None:
    with new_store() as store:
        resolved(store, *(item for row in export for item in row))
        before, revision = store.judgements(PERSON, live=False), store.revision()

        report = resolved(store)

        assert (report.people.moved, report.companies.moved) == (0, 0)
        assert store.judgements(PERSON, live=False) == before
        assert store.revision() == revision


@few
@given(exports, rows(), st.data())
def test_a_reviewed_difference_outlives_every_further_row(
    export: list[list[Item]], more: list[Item], data: st.DataObject
) -> None:
    with new_store() as store:
        resolved(store, *(item for row in [*export, more] for item in row))
        keys = sorted(store.numbers(PERSON))
        one, other = data.draw(st.sampled_from([(a, b) for a in keys for b in keys if a <= b]))
        if one == other:
            return
        review.different(store, review.Pair(PERSON, one, other), actor="livia", at=NOON)
        resolved(store)

        resolved(store, *more)

        entities = {store.numbers(PERSON)[key]: key for key in (one, other)}
        found = {member.entity for member in store.members(PERSON) if member.seq in entities}
        assert len(found) == 2


def two_of(data: st.DataObject, store: Store) -> review.Pair | None:
    keys = sorted(store.numbers(PERSON))
    if len(keys) < 2:
        return None
    one, other = data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True))
    return review.Pair(PERSON, one, other)


@few
@given(exports, st.sampled_from([review.same, review.different]), st.data())
def test_undoing_restores_exactly(export: list[list[Item]], decide: Decide, data: st.DataObject) -> None:
    with new_store() as store:
        resolved(store, *(item for row in export for item in row))
        before, entities = outcome(store), entity_of(store)
        pair = two_of(data, store)
        if pair is None:
            return
        decide(store, pair, actor="livia", at=NOON)
        [decision] = review.decisions(store, PERSON)

        review.undo(store, decision.judgement.id, at=NOON)

        assert (outcome(store), entity_of(store)) == (before, entities)


@few
@given(exports, st.lists(st.sampled_from([review.same, review.different]), min_size=1, max_size=4), st.data())
def test_decisions_take_effect_at_once_as_if_all_were_resolved_anew(
    export: list[list[Item]], decides: list[Decide], data: st.DataObject
) -> None:
    with new_store() as store:
        resolved(store, *(item for row in export for item in row))
        for decide in decides:
            pair = two_of(data, store)
            if pair is not None:
                decide(store, pair, actor="livia", at=NOON)
        before = (outcome(store), entity_of(store), store.revision())

        report = resolved(store)

        assert (report.people.moved, report.people.judged, report.people.revoked) == (0, 0, 0)
        assert (outcome(store), entity_of(store), store.revision()) == before
