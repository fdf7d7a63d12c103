"""The page about the graph in Neo4j says what is there: its ten queries, their output, its labels and its numbers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from api.demo import make_demo
from api.presenter.reports import reports
from api.workspace import Workspace
from orbit.policy import load_policy
from orbit.settings import read_settings
from orbit.world import WorldSpec
from queries import statement
from tests.docs import pages
from tests.docs.console import Ran, agrees, read_steps, run
from tests.factories import DAY, NOON

PAGE = "docs/graph-model.md"
STEPS = read_steps(PAGE)
STATEMENTS = sorted((pages.ROOT / "queries" / "neo4j").glob("*.cypher"))
PUBLISHING = "\n".join(file.read_text(encoding="utf-8") for file in STATEMENTS if file.stem.startswith("publish_"))
_LABELS = re.compile(r"\(\w*:([A-Z]\w+)|SET \w+:([A-Z]\w+)")
_KEYS = re.compile(r"\.(\w+) = row|\b(\w+): (?:row|CASE)")
_TYPES = re.compile(r"\[\w*:([A-Z_|]+)")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> list[Ran]:
    place = tmp_path_factory.mktemp("demo")
    with Workspace.open(read_settings(place / "demo", {}), create=True) as workspace:
        make_demo(workspace, WorldSpec(scale=0.2, as_of=DAY), at=NOON, say=lambda _: None)
    return run(STEPS, place)


def test_the_page_has_a_section_with_the_query_of_each_report_in_order() -> None:
    shown = [block for block in pages.fenced(PAGE, "cypher") if block.startswith("// ")]

    assert shown == [statement("neo4j", f"report_{name.replace('-', '_')}") for name in reports()]
    assert [heading for heading in pages.headings(PAGE) if heading in reports()] == list(reports())


@pytest.mark.parametrize("number", range(len(STEPS)), ids=[step.title for step in STEPS])
def test_each_report_shows_what_the_page_says(session: list[Ran], number: int) -> None:
    assert session[number].code == 0, session[number].output
    assert agrees(STEPS[number].shown, session[number].output), session[number].output


def test_the_output_of_each_report_is_shown_and_none_is_empty() -> None:
    assert [step.command.split()[2] for step in STEPS] == list(reports())
    assert all(len(step.shown) > 3 for step in STEPS)


def test_the_parameters_are_those_of_the_policy() -> None:
    policy = load_policy()
    since = DAY - timedelta(days=policy.signals.expiry_days)

    shown = dict(re.findall(r"^:param (\w+) => (.+)$", pages.text(PAGE), re.MULTILINE))

    assert shown == {
        "limit": "25",
        "floor": str(policy.plan.min_score),
        "pass": str(policy.reach.bridge_pass),
        "since": f"date('{since}')",
    }


def test_each_label_and_relationship_that_is_published_is_on_the_page_and_in_the_drawing() -> None:
    # The node that counts changes is only looked at.
    labels = {name for pair in _LABELS.findall(PUBLISHING) for name in pair if name} - {"State"}
    types = {name for names in _TYPES.findall(PUBLISHING) for name in names.split("|")}
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]+)", pages.text("docs/graph-model.svg")))

    assert len(labels) >= 7
    assert len(types) >= 10
    assert [name for name in labels if f"`{name}`" not in pages.text(PAGE)] == []
    assert [name for name in types if f":{name}]" not in pages.text(PAGE)] == []
    assert [name for name in labels | types if not re.search(rf"\b{name}\b", drawn)] == []


def test_each_property_that_is_published_is_on_the_page() -> None:
    keys = {name for pair in _KEYS.findall(PUBLISHING) for name in pair if name}

    assert len(keys) >= 45
    assert keys - set(pages.codes(PAGE)) == set()
