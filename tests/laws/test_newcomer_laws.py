"""Laws of matching newcomers: whom they reach is ruled on as if everybody were, and nobody else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orbit.model import AccountKind, EntityKind, Item, RecordKey
from orbit.policy import MatchingPolicy, load_policy
from orbit.resolve import review
from orbit.resolve.counted import Counted
from orbit.resolve.matching import matching_in
from orbit.resolve.newcomers.changes import accounts_in
from orbit.resolve.newcomers.kept import Memory
from orbit.resolve.run import drafts_of, match_everybody, resolve
from orbit.store.base import Store
from orbit.store.sqlite import open_sqlite
from tests.factories import NOON, account_state, company, import_log, person, spell
from tests.storing import put_as

FIRSTS = ("Ana", "Anna", "Bob", "Robert", "Liv", "Lia", "B.")
LASTS = ("Ruiz", "Hansen", "Hnasen", "Hanson", "Chen")
SOURCES = ("crm_champions", "linkedin", "advisors", "work_histories")
COMPANIES = ("Acme", "ACME, Inc.", "Acme Bank", "Bolt", "Glenstead Trust", "Self-employed")
EMAILS = ("ana.ruiz@acme.example", "liv@bolt.example", "lia.hansen@acme.example", "info@acme.example", "l@gmail.com")
SLUGS = ("ana-1", "ana-2", "liv", "lia")
TITLES = (None, "VP Sales", "Director of IT", "Software Engineer")
CITIES = (None, "Oslo", "Paris")
STRICT, WIDE = (load_policy(f'[matching]\npolicy = "{name}"').matching for name in ("strict", "wide"))
SEEDS = st.integers(0, 1 << 30)

# Each example fills a file on disk, and matches all of it several times.
few = settings(max_examples=20, deadline=None)


def row(dice: Random) -> list[Item]:
    """One row of some export: a person, the company named beside them, the spell there; numbers come again."""
    source, name, title = dice.choice(SOURCES), dice.choice(COMPANIES), dice.choice(TITLES)
    has_slug, has_mail = dice.random() < 0.15, dice.random() < 0.3
    who = person(
        RecordKey(source, f"p{dice.randint(0, 60)}"),
        f"{dice.choice(FIRSTS)} {dice.choice(LASTS)}",
        emails=[dice.choice(EMAILS)] if has_mail else (),
        linkedin=f"linkedin.com/in/{dice.choice(SLUGS)}" if has_slug else None,
        ids=["hubspot:-:contact:1"] if dice.random() < 0.05 else (),
        title=title,
        company=dice.choice((name, None)),
        location=dice.choice(CITIES),
    )
    domains = [dice.choice(("acme.example", "bolt.example"))] if dice.random() < 0.1 else ()
    where = company(RecordKey(source, f"name/{name.casefold()}"), name, domains=domains)
    job = spell(who, where, title, dice.choice((None, "2019-03")), seen_on=who.seen_on)
    return [who, where, job, *([account_state(where, AccountKind.TARGET)] if dice.random() < 0.02 else [])]


@contextmanager
def new_store() -> Iterator[tuple[Store, Memory]]:
    with TemporaryDirectory() as folder:
        store = open_sqlite(Path(folder) / "workspace.orbit", create=True)
        try:
            yield store, Memory(Path(folder) / "matching", least=0, share=10.0)
        finally:
            store.close()


def take(store: Store, dice: Random, rows: int, day: int) -> None:
    items = [item for _ in range(rows) for item in row(dice)]
    put_as(store, import_log(observed_on=f"2026-11-{day + 1:02}"), *items)


def decide_something(store: Store, dice: Random) -> None:
    """Decide on a few pairs at random, and now and then take a decision back."""
    for _ in range(dice.randint(0, 2)):
        kind = dice.choice(list(EntityKind))
        one, other = dice.sample(sorted(store.numbers(kind)), 2)
        decide = dice.choice((review.same, review.different))
        decide(store, review.Pair(kind, one, other), actor="livia", at=NOON)
    decided = [one.judgement.id for kind in EntityKind for one in review.decided(store, kind)]
    if decided and dice.random() < 0.2:
        review.undo(store, dice.choice(decided), at=NOON)


def counted_in(store: Store, memory: Memory, policy: MatchingPolicy) -> Counted:
    matching = matching_in(store, policy)
    kept = memory.open(matching.key, matching.model)
    assert kept is not None
    return kept.counted


def assert_as_from_the_beginning(store: Store, policy: MatchingPolicy, counted: Counted) -> None:
    """Matching everybody, given what was counted when they were matched first, would change nothing."""
    for draft in drafts_of(store, match_everybody(store, matching_in(store, policy), accounts_in(store), counted)):
        assert draft.fresh == []
        assert draft.stale == []
        assert set(draft.members) == set(store.members(draft.kind))


@pytest.mark.parametrize("policy", [STRICT, WIDE], ids=["strict", "wide"])
# The largest part of a company bears a name that two companies bear.
@example(seed=365570411)
@few
@given(seed=SEEDS)
def test_file_by_file_ends_where_matching_everybody_ends(policy: MatchingPolicy, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's dice
    with new_store() as (store, memory):
        take(store, dice, dice.randint(20, 80), 0)
        resolve(store, at=NOON, policy=policy, memory=memory)
        counted = counted_in(store, memory, policy)
        for day in range(1, 5):
            take(store, dice, dice.randint(1, 4), day)
            resolve(store, at=NOON, policy=policy, memory=memory)

            assert counted_in(store, memory, policy).large == counted.large
            assert_as_from_the_beginning(store, policy, counted)


@few
@given(seed=SEEDS)
def test_decisions_between_two_files_stand(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's dice
    with new_store() as (store, memory):
        take(store, dice, dice.randint(20, 120), 0)
        resolve(store, at=NOON, policy=STRICT, memory=memory)
        counted = counted_in(store, memory, STRICT)
        for day in range(1, 5):
            decide_something(store, dice)
            take(store, dice, dice.randint(1, 8), day)
            resolve(store, at=NOON, policy=STRICT, memory=memory)

            assert_as_from_the_beginning(store, STRICT, counted)


@few
@given(seed=SEEDS)
def test_taking_in_what_is_known_changes_nothing(seed: int) -> None:
    with new_store() as (store, memory):
        take(store, Random(seed), 30, 0)  # noqa: S311 - a test's dice
        resolve(store, at=NOON, policy=STRICT, memory=memory)
        take(store, Random(seed), 30, 0)  # noqa: S311 - a test's dice
        revision = store.revision()

        report = resolve(store, at=NOON, policy=STRICT, memory=memory)

        assert (report.people.moved, report.people.judged, report.people.revoked) == (0, 0, 0)
        assert store.revision() == revision
