"""`orbit resolve`: which company a text means, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from api.cli import resolving
from api.cli.app import guarded
from tests.api.cli.conftest import Orbit, Said

Resolve = Callable[..., Said]


@pytest.fixture
def resolve(orbit: Orbit, home: Path, accounts: Path, connections: Path, capsys: pytest.CaptureFixture[str]) -> Resolve:
    """Return the verb, on a workspace of two accounts."""
    orbit("init")
    orbit("ingest", "crm_accounts", accounts)
    app = typer.Typer()
    app.callback()(lambda: None)
    resolving.register(app)

    def call(*words: str) -> Said:
        capsys.readouterr()
        code = guarded(lambda: app(["resolve", *words, "--home", str(home)], prog_name="orbit"))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


def test_a_misspelt_name_is_answered_with_how_sure_that_is(resolve: Resolve) -> None:
    said = resolve("Fjord Frieght")

    first, why = said.out.splitlines()[:2]
    assert said.code == 0
    assert "Fjord Freight (fjord.example)" in first
    assert why.strip().startswith("for it: ")


def test_a_domain_is_answered_for_programs(resolve: Resolve) -> None:
    answer = json.loads(resolve("www.nordlys.example", "--json").out)

    [found] = answer["candidates"]
    assert (answer["asked"], found["name"], found["how"], found["band"]) == (
        "www.nordlys.example",
        "Nordlys",
        "domain",
        "auto",
    )


def test_the_reasons_are_told_for_programs_in_bits(resolve: Resolve) -> None:
    [first, *_] = json.loads(resolve("Nordlys AS", "--json", "--everywhere").out)["candidates"]

    assert first["how"] == "name"
    assert {"about", "text", "bits"} == first["reasons"][0].keys()


def test_a_text_that_means_nobody_is_told_so(resolve: Resolve) -> None:
    said = resolve("Zyxw Quux")

    assert (said.code, said.out) == (0, "")
    assert "No company answers to 'Zyxw Quux'." in said.err
    assert "--everywhere" in said.err
