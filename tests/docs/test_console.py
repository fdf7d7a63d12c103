from __future__ import annotations

from pathlib import Path

from tests.docs.console import Step, agrees, read_steps, run


def test_a_shown_line_has_to_be_printed_as_it_stands() -> None:
    assert agrees(["Dana Wu 20%"], "Dana Wu 20%   \n")
    assert not agrees(["Dana Wu 20%"], "Dana Wu 30%\n")
    assert not agrees(["Dana Wu 20%"], "Dana Wu 20%\nsomething else\n")


def test_an_ellipsis_stands_for_a_part_of_a_line_or_for_whole_lines() -> None:
    assert agrees(["written to … on disk"], "written to a.csv on disk\n")
    assert agrees(["first", "…", "last"], "first\nsecond\nthird\nlast\n")
    assert not agrees(["first … last"], "first\nlast\n")


def test_commands_run_one_after_the_other_in_one_shell(tmp_path: Path) -> None:
    steps = [Step("export NAME=Ida", ()), Step("echo $NAME >&2; false", ()), Step("echo $?", ())]

    ran = run(steps, tmp_path)

    assert [(step.output, step.code) for step in ran] == [("", 0), ("Ida\n", 1), ("1\n", 0)]


def test_a_here_document_belongs_to_its_command() -> None:
    steps = read_steps("docs/tutorial.md")

    written = next(step for step in steps if "accounts.csv <<" in step.command)

    assert written.command.endswith("\nEND")
    assert not written.shown
