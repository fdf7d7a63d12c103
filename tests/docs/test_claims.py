from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from typing import NoReturn

import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.http.routes import surfaces
from ingest import sources
from ingest.intake.mapping import shipped_profiles
from orbit.asks.log.ask import EventKind
from orbit.model import Circle, SignalKind, TriggerKind
from orbit.policy import Policy, load_policy
from tests.docs import pages

POLICY = load_policy()
SECTIONS = {field.name for field in fields(Policy)} - {"digest"}
_KEY = r"`([a-z]+\.[a-z0-9_]+)`"
_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
# "7 days (`gate.renewal_days`)", "`strength.mail_scale` = 12" and the cells of a table.
_NUMBER_FIRST = re.compile(rf"{_NUMBER}[^`()|\d]{{0,40}}\({_KEY}\)")
_KEY_FIRST = re.compile(rf"{_KEY} (?:=|\|) {_NUMBER}")
RANKING = ("strength", "reach", "willing", "reply", "search", "signals")
LIMITING = ("gate", "load", "champions")
WORDS = [
    *("person", "company", "account", "target account", "source", "source record", "fact", "evidence", "spell", "tie"),
    *("our people", "requester", "connector", "bridge", "target", "path", "signal", "trigger", "verdict", "ask"),
    *("packet", "workspace", "revision", "strength", "reach", "snapshot"),
]


def told_numbers() -> Iterator[tuple[str, str, float]]:
    """Yield each number that a page tells of the policy: page, key, number."""
    for page in pages.NAMES:
        text = pages.prose(page)
        pairs = [(match[2], match[1]) for match in _NUMBER_FIRST.finditer(text)]
        pairs += [(match[1], match[2]) for match in _KEY_FIRST.finditer(text)]
        yield from ((page, key, float(number.replace(",", ""))) for key, number in pairs)


NUMBERS = [pytest.param(key, number, id=f"{page} {key}") for page, key, number in told_numbers()]


@pytest.mark.parametrize(("key", "number"), NUMBERS)
def test_each_number_of_the_policy_is_told_as_it_is(key: str, number: float) -> None:
    section, name = key.split(".")

    assert getattr(getattr(POLICY, section), name) == number


def test_each_policy_key_that_is_named_exists() -> None:
    named = {code for page in pages.NAMES for code in pages.codes(page) if re.fullmatch(_KEY, f"`{code}`")}

    keys = {f"{name}.{field.name}" for name in SECTIONS for field in fields(getattr(POLICY, name))}

    files = {"signals.csv", "policy.toml"}
    assert {code for code in named if code.split(".")[0] in SECTIONS} - files <= keys


def test_how_paths_are_ranked_names_every_number_that_ranks_them() -> None:
    told = set(re.findall(_KEY, pages.prose("docs/how-paths-are-ranked.md")))

    ranking = {f"{name}.{field.name}" for name in RANKING for field in fields(getattr(POLICY, name))}

    assert ranking <= told


def test_who_may_be_asked_names_every_number_of_the_gate() -> None:
    told = set(re.findall(_KEY, pages.prose("docs/who-may-be-asked.md")))

    limits = {f"{name}.{field.name}" for name in LIMITING for field in fields(getattr(POLICY, name))}

    assert limits <= told


def test_the_page_on_asks_names_every_number_of_the_log_and_every_event() -> None:
    told, text = set(re.findall(_KEY, pages.prose("docs/asks.md"))), pages.text("docs/asks.md")

    assert {f"log.{field.name}" for field in fields(POLICY.log)} <= told
    assert [kind for kind in EventKind if f"`{kind.value.replace('_', '-')}`" not in text] == []


def test_each_source_has_a_section() -> None:
    assert set(sources()) <= set(pages.headings("docs/sources.md"))


def test_each_shipped_mapping_is_named() -> None:
    assert all(f"`--map {name}`" in pages.text("docs/sources.md") for name in shipped_profiles())


def test_the_api_page_lists_exactly_the_routes_there_are() -> None:
    keys = KeyCheck(stored=list, now=lambda: datetime.now(UTC))
    app = create_app(_nobody, keys, today=lambda: datetime.now(UTC).date())
    app.include_router(surfaces.router)

    routes = (re.fullmatch(r"(?:GET|POST) (/\S*)", code) for code in pages.codes("docs/api.md"))
    listed = {route[1] for route in routes if route}

    assert listed - {"/v1/accounts/snowpeak.example/paths"} == set(app.openapi()["paths"])


@pytest.mark.parametrize("word", WORDS)
def test_each_word_of_ours_is_in_the_glossary(word: str) -> None:
    assert f"**{word}**" in pages.text("docs/glossary.md")


@pytest.mark.parametrize("kind", [*SignalKind, *TriggerKind, *Circle])
def test_each_kind_that_sources_tell_of_is_documented(kind: str) -> None:
    documents = " ".join(page.read_text(encoding="utf-8") for page in pages.DOCS.glob("*.md"))

    assert re.search(rf"\b{kind}\b", documents.replace("closed-won", "closed_won"), re.IGNORECASE)


def _nobody() -> NoReturn:
    raise AssertionError("no route is called here")
