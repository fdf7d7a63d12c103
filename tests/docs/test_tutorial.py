from __future__ import annotations

import pytest

from tests.docs.console import Ran, Step, agrees, read_steps, run

STEPS = read_steps("docs/tutorial.md")
_ASKS_FOR_CODE = "echo $?"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> list[Ran]:
    return run(STEPS, tmp_path_factory.mktemp("tutorial"))


@pytest.mark.parametrize("number", range(len(STEPS)), ids=[step.title for step in STEPS])
def test_each_command_of_the_tutorial_does_what_is_shown(session: list[Ran], number: int) -> None:
    step, ran = STEPS[number], session[number]

    assert ran.code == 0 or _following(number).command == _ASKS_FOR_CODE, ran.output
    assert not step.shown or agrees(step.shown, ran.output), ran.output


def test_the_tutorial_goes_through_every_stage() -> None:
    verbs = {step.command.split()[1] for step in STEPS if step.command.startswith("orbit ")}

    assert verbs >= {"init", "ingest", "paths", "week", "champions", "review", "export", "erase", "backup", "restore"}


def _following(number: int) -> Step:
    return STEPS[number + 1] if number + 1 < len(STEPS) else Step("", ())
