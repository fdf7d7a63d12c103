from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from api.cli.app import make_app
from tests.docs import pages

ORBIT: Any = get_command(make_app())
TYPED = [
    pytest.param(command, id=f"{page}: {command}")
    for page in pages.NAMES
    for command in dict.fromkeys(pages.commands(page, "orbit"))
]
MADE = sorted({command for page in pages.NAMES for command in pages.commands(page, "make")})


def verbs(command: Any = ORBIT, name: str = "orbit") -> Iterator[str]:
    """Yield every verb of the command line, groups with their members."""
    members = getattr(command, "commands", {})
    for word, member in members.items():
        yield from verbs(member, f"{name} {word}")
    if not members:
        yield name


@pytest.mark.parametrize("command", TYPED)
def test_each_command_that_is_shown_has_a_verb_and_options_that_exist(command: str) -> None:
    words = _before_redirection(shlex.split(command)[1:])

    found = ORBIT
    # A verb with verbs of its own may do something by itself, and then has options.
    while getattr(found, "commands", {}) and words and not words[0].startswith("--"):
        found = found.commands[words.pop(0)]

    known = {option for parameter in found.params for option in parameter.opts}
    assert [word for word in words if word.startswith("--") and word not in known] == []


@pytest.mark.parametrize("verb", list(verbs()))
def test_each_verb_of_the_command_line_is_documented(verb: str) -> None:
    shown = [command for page in pages.NAMES for command in pages.commands(page, "orbit")]

    assert any(re.match(rf"{verb}\b", command) for command in shown)


@pytest.mark.parametrize("command", MADE)
def test_each_make_target_that_is_shown_exists(command: str) -> None:
    makefile = (pages.ROOT / "Makefile").read_text(encoding="utf-8")

    targets = command.split()[1:]

    assert all(re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE) for target in targets)


def _before_redirection(words: list[str]) -> list[str]:
    ends = [place for place, word in enumerate(words) if word in {"|", ">", "<", ";", "&&"}]
    return words[: min(ends, default=len(words))]
