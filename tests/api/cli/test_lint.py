"""`orbit lint` and `orbit packet`: findings and previews as a user sees them, and how they end."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.api.cli.conftest import Orbit

DAY = ("--as-of", "2026-11-21")
VAGUE = "Do you know anyone who might be interested? Here is our deck."


@pytest.fixture
def ask(tmp_path: Path) -> Path:
    """An ask in a file that a test may change."""
    return tmp_path / "ask.txt"


def test_findings_are_told_with_place_rule_and_a_better_sentence(orbit: Orbit, demo_copy: Path, ask: Path) -> None:
    ask.write_text(VAGUE)

    said = orbit("lint", ask, *DAY)

    assert said.code == 1
    assert "1:8 anyone_interested (rule 1, 34, 40, 42) “know anyone”" in said.out
    assert "Would you introduce me to" in said.out
    assert "5 things to mend, 2 pieces of advice; 12 words, 3 seconds to read." in said.out


def test_json_holds_the_same(orbit: Orbit, demo_copy: Path, ask: Path) -> None:
    ask.write_text(VAGUE)

    said = orbit("lint", ask, "--json", *DAY)

    assert said.code == 1
    assert not said.json["clean"]
    assert {"anyone_interested", "attachment"} <= {finding["rule"] for finding in said.json["findings"]}


def test_a_clean_ask_ends_well(orbit: Orbit, demo_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packet = orbit("packet", "preview", "--json", *DAY).json["packet"]
    mail = f"Subject: {packet['email']['subject']}\n\n{packet['email']['body']}"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail.encode())))

    said = orbit("lint", "-", *DAY)

    assert said.code == 0
    assert said.out.startswith("Fit to be sent")


def test_another_language_is_told(orbit: Orbit, demo_copy: Path, ask: Path) -> None:
    ask.write_text("Kennst du jemanden bei der Firma, der sich für unser Angebot interessieren könnte?")

    assert "These rules read English" in orbit("lint", ask, *DAY).err


@pytest.mark.parametrize(("content", "told"), [(None, "Cannot read"), (b"\xff\xfe", "UTF-8"), (b" ", "empty")])
def test_what_cannot_be_read_is_told(
    orbit: Orbit, demo_copy: Path, ask: Path, content: bytes | None, told: str
) -> None:
    if content is not None:
        ask.write_bytes(content)

    said = orbit("lint", ask, *DAY)

    assert said.code == 2
    assert told in said.err


def test_the_preview_shows_each_text_and_what_lint_says(orbit: Orbit, demo_copy: Path) -> None:
    said = orbit("packet", "preview", "--kind", "name-drop", *DAY)

    assert said.code == 0
    assert "email_body_name_drop\n    Hi " in said.out
    assert "Lint finds nothing." in said.out


def test_own_templates_are_listed(orbit: Orbit, demo_copy: Path) -> None:
    (demo_copy / "templates").mkdir()
    (demo_copy / "templates" / "blurb.j2").write_text("{{ pitch }} {{ who }}, {{ thought }}")

    said = orbit("packet", "templates")

    assert "blurb  your own\n" in said.out
    assert "disqualifier\n" in said.out


def test_a_wrong_template_is_told_by_file_and_line(orbit: Orbit, demo_copy: Path) -> None:
    (demo_copy / "templates").mkdir()
    (demo_copy / "templates" / "blurb.j2").write_text("{{ pitch }}\n{{ target.salary }}")

    said = orbit("packet", "preview", *DAY)

    assert said.code == 2
    assert said.err == "templates/blurb.j2:2: target has no 'salary'; it has company, first, name, title\n"


def test_an_unknown_kind_is_told(orbit: Orbit) -> None:
    said = orbit("packet", "preview", "--kind", "telepathy")

    assert said.code == 2
    assert "--kind knows direct, name_drop, routed, job_changer" in said.err
