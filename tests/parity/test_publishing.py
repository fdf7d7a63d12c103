"""Publishing replaces what was there, whole or not at all, and nobody is answered from another graph than asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from neo4j import Driver

from orbit.errors import StoreBusy, StoreUnavailable, UsageError
from orbit.graph.ranking import Choice, EngineRanker
from orbit.graph.targets import TargetSearch
from orbit.graph.view import View
from orbit.model import EntityId, Item, Revision, TieKind
from orbit.policy import load_policy
from orbit.store.neo4j import open_neo4j
from orbit.store.neo4j.link import Link
from orbit.store.neo4j.publishing import Step, graph_steps, publish
from orbit.store.neo4j.ranking import DatabaseRanker
from queries import statement
from tests.factories import DAY, company, person, spell, tie
from tests.listed import view_of
from tests.neo4j_database import emptied
from tests.parity.conftest import REVISION, Shown, add_entities, made_from
from tests.storing import put, resolve

NAMES: list[Item] = [*map(person, ("ana", "bo", "dana")), company("acme", headcount=40), company("snowpeak")]
FACTS: list[Item] = [
    spell("bo", "acme", "Account Executive", "2019-03", "2022-01"),
    spell("dana", "acme", "VP Sales", "2018", "2021-06"),
    spell("dana", "snowpeak", "VP Großkunden", "2022", seen_on=DAY),
    tie("ana", "bo", on="2021-05-01"),
    tie("ana", "dana", TieKind.CONFIRMED, closeness=0.5),
]
WILLING = {"ana": 0.8}
AT_SNOWPEAK = [TargetSearch(1, DAY.toordinal(), 0.0)]


@pytest.fixture
def view() -> View:
    """Return Ana, who is ours, Bo, and Dana, who worked with Bo and is now at Snowpeak."""
    return view_of([*NAMES, *FACTS], WILLING, DAY)


def read(driver: Driver, text: str) -> list[list[Any]]:
    with driver.session() as session:
        return session.run(text).values()


def told(driver: Driver) -> list[list[Any]]:
    """Everything that is published between people and companies."""
    return read(
        driver,
        "MATCH (a:Person)-[r:WORKED_AT|KNOWS|REACHES]->(b) "
        "RETURN a.id, type(r), b.id, properties(r) ORDER BY a.id, type(r), b.id, coalesce(r.start, 0)",
    )


def test_a_spell_says_who_was_where_as_what_and_when(show: Shown, driver: Driver, view: View) -> None:
    show(view)

    [[spell]] = read(driver, "MATCH (:Person {id: 'dana'})-[w:WORKED_AT {current: true}]->(:Company) RETURN w {.*}")

    assert (spell["title"], spell["folded"], spell["kind"]) == ("VP Großkunden", "vp grosskunden", "job")
    assert (spell["function"], spell["seniority"]) == ("unknown", "vp")
    assert (spell["from"].iso_format(), "to" in spell) == ("2022-01-01", False)
    assert (spell["company"], spell["turn"], len(spell["facts"])) == ("snowpeak", 1, 1)


def test_people_and_ties_say_what_they_count_for(show: Shown, driver: Driver, view: View) -> None:
    show(view)

    people = read(driver, "MATCH (p:Person) RETURN p.id, p.name, p.title, p.willing, p.reach > 0 ORDER BY p.id")
    ties = read(driver, "MATCH (a)-[k:KNOWS]->(b) RETURN a.id, b.id, k.kind, k.close, k.p, k.weight ORDER BY b.id")
    reach = read(driver, "MATCH (a)-[r:REACHES]->(b) RETURN a.id, b.id, r.rank, r.score = b.reach ORDER BY b.id")

    assert people == [
        ["ana", "Ana Example", None, 0.8, True],
        ["bo", "Bo Example", None, None, True],
        ["dana", "Dana Example", "VP Großkunden", None, True],
    ]
    faded = float(view.ties.p[0])
    assert 0.4 < faded < 1.0
    assert ties == [["ana", "bo", "linkedin", None, faded, None], ["ana", "dana", "confirmed", 0.5, 0.5, 1.0]]
    assert reach == [["ana", "bo", 1, True], ["ana", "dana", 1, True]]


def test_publishing_twice_is_publishing_once(show: Shown, driver: Driver, link: Link, view: View) -> None:
    show(view)
    once = told(driver)

    publish(link, made_from(view), graph_steps(view))

    assert told(driver) == once
    assert len(once) == 7


def test_what_is_no_longer_so_is_gone(show: Shown, driver: Driver, link: Link, view: View) -> None:
    show(view)
    fewer = view_of([*NAMES, FACTS[0]], {}, DAY)

    publish(link, made_from(fewer), graph_steps(fewer))

    assert [row[:3] for row in told(driver)] == [["bo", "WORKED_AT", "acme"]]
    assert read(driver, "MATCH (p:Person) RETURN p.willing, p.reach, p.title") == [[None, None, None]] * 3


def test_nobody_is_answered_before_anything_was_published(
    neo4j_url: str, driver: Driver, link: Link, view: View
) -> None:
    emptied(neo4j_url)
    add_entities(driver, view)
    ranker = DatabaseRanker(link, view, REVISION)

    with pytest.raises(StoreUnavailable, match=r"not been published in Neo4j. Run `orbit publish --as-of 2026-11-21`"):
        ranker.candidates(AT_SNOWPEAK)


def test_nobody_is_answered_of_another_day(show: Shown, link: Link, view: View) -> None:
    show(view)
    tomorrow = replace(view, as_of=DAY + timedelta(days=1))

    ranker = DatabaseRanker(link, tomorrow, REVISION)

    assert refusal(ranker, UsageError).startswith("The graph is published as of 2026-11-21, not of 2026-11-22.")


def test_nobody_is_answered_under_another_policy(show: Shown, link: Link, view: View) -> None:
    show(view)
    other = view_of([*NAMES, *FACTS], WILLING, DAY, load_policy("[strength]\nlinkedin_cap = 0.1"))

    ranker = DatabaseRanker(link, other, REVISION)

    assert refusal(ranker, StoreUnavailable).startswith("The policy is another one")


def test_nobody_is_answered_from_old_facts(show: Shown, neo4j_url: str, view: View) -> None:
    ranker = show(view)
    store = open_neo4j(neo4j_url)
    put(store, person("new"))
    store.close()

    assert refusal(ranker, StoreUnavailable).startswith("There is newer data")


def test_a_graph_that_was_not_finished_is_used_by_nobody(show: Shown, link: Link, view: View) -> None:
    ranker = show(view)

    def broken() -> Iterator[list[Any]]:
        yield from []
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(link, made_from(view), [Step("people", "publish_people", broken())])

    assert refusal(ranker, StoreUnavailable).startswith("The graph is being published, or that was interrupted.")


def test_of_two_who_publish_at_once_the_later_one_goes_on(show: Shown, driver: Driver, link: Link, view: View) -> None:
    ranker = show(view)
    whole = told(driver)
    first, *rest = graph_steps(view)

    def interrupted() -> Iterator[list[Any]]:
        publish(link, made_from(view), graph_steps(view))
        yield from first.rows  # type: ignore[misc]  # rows of this step are lists

    with pytest.raises(StoreBusy, match="somebody else"):
        publish(link, made_from(view), [replace(first, rows=interrupted()), *rest])

    assert told(driver) == whole
    wanted = [(search, Choice(10)) for search in AT_SNOWPEAK]
    assert ranker.best(wanted) == EngineRanker(view).best(wanted)


def test_a_batch_of_which_nobody_knows_whether_it_was_committed_is_not_taken_twice(
    show: Shown, driver: Driver, view: View
) -> None:
    show(view)
    begun = {"revision": REVISION, "as_of": DAY, "policy": "any", "asked": None}

    with driver.session() as session:
        [[edition]] = session.run(statement("neo4j", "publish_begin"), begun).values()
        turns = [
            session.run(statement("neo4j", "publish_batch"), edition=edition, batch=number).values()
            for number in (1, 1, 2)
        ]

    assert turns == [[[True, True]], [[True, False]], [[True, True]]]


def test_what_was_made_from_older_facts_is_not_whole(show: Shown, link: Link, view: View) -> None:
    ranker = show(view)
    older = made_from(view)._replace(revision=Revision(7))

    with pytest.raises(StoreBusy, match="publish it again"):
        publish(link, older, graph_steps(view))

    assert refusal(ranker, StoreUnavailable).startswith("The graph is being published")


def test_whoever_is_erased_leaves_the_published_graph_at_once(show: Shown, driver: Driver, neo4j_url: str) -> None:
    show(view_of(NAMES, {}, DAY))
    store = open_neo4j(neo4j_url)
    put(store, *NAMES, *FACTS)
    for name in ("ana", "bo", "dana"):
        resolve(store, name, name)
    view = view_of([*NAMES, *FACTS], WILLING, DAY)
    publish(store.link, made_from(view)._replace(revision=store.revision()), graph_steps(view))

    with store.writing() as batch:
        batch.erase(EntityId("dana"))
    store.close()

    assert [row[:3] for row in told(driver)] == [
        ["ana", "KNOWS", "bo"],
        ["ana", "REACHES", "bo"],
        ["bo", "WORKED_AT", "acme"],
    ]


def refusal(ranker: DatabaseRanker, kind: type[Exception]) -> str:
    with pytest.raises(kind) as refused:
        ranker.candidates(AT_SNOWPEAK)
    return str(refused.value)
