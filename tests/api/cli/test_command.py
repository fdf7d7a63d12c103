"""The command as a process: exit codes, streams, help, and how little it loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from api.cli.app import EXIT_CODES, guarded
from orbit import errors
from orbit.errors import BadFile, NotFound, OrbitError, UsageError
from tests.api.cli.conftest import Orbit

VERBS = ["demo", "init", "doctor", "backup", "restore", "bench", "sources", "ingest", "paths", "week", "champions",
         "review", "export", "erase", "serve", "keys", "users"]  # fmt: skip


def raising(error: BaseException) -> int:
    def app() -> None:
        raise error

    return guarded(app)


def test_every_error_of_ours_has_an_exit_code() -> None:
    ours = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, OrbitError)}

    assert set(EXIT_CODES) == ours


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("mend it"), 2),
        (NotFound("no such name"), 1),
        (BadFile("not a list"), 1),
        (SystemExit(0), 0),
        (SystemExit(3), 3),
        (SystemExit("words"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_is_raised_becomes_an_exit_code(error: BaseException, code: int) -> None:
    assert raising(error) == code


def test_an_error_is_said_on_stderr_only(capsys: pytest.CaptureFixture[str]) -> None:
    raising(NotFound("Nobody answers to that.", ["Ana", "Bo"]))

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Nobody answers to that.\n  did you mean: Ana\n  did you mean: Bo\n"


def test_an_error_that_is_not_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        raising(ZeroDivisionError())


def test_without_words_the_help_is_shown(orbit: Orbit) -> None:
    said = orbit()

    assert said.code == 2
    assert "Commands:" in said.err


def test_the_help_lists_every_verb(orbit: Orbit) -> None:
    said = orbit("--help")

    assert said.code == 0
    assert [verb for verb in VERBS if f"\n  {verb} " not in said.out] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(orbit: Orbit, verb: str) -> None:
    said = orbit(verb, "--help")

    assert said.code == 0
    assert "Usage: orbit" in said.out


@pytest.mark.parametrize("words", [["frobnicate"], ["paths"], ["ingest", "linkedin"], ["--frobnicate"]])
def test_words_that_make_no_call_are_a_usage_error(orbit: Orbit, words: list[str]) -> None:
    said = orbit(*words)

    assert (said.code, said.out) == (2, "")
    assert "Usage: orbit" in said.err


HEAVY = ("pandas", "neo4j", "fastapi", "networkx", "uvicorn", "numpy", "apsw")


@pytest.mark.parametrize("words", ["--help", "paths --help", "sources"])
def test_looking_around_loads_nothing_heavy(words: str) -> None:
    heavy = {*HEAVY} if words != "sources" else {*HEAVY} - {"numpy", "apsw"}
    code = (
        "import sys; from api.cli.app import guarded, make_app; "
        f"guarded(lambda: make_app()({words.split()!r})); "
        f"sys.exit(' '.join(sorted({heavy!r} & set(sys.modules))))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.stderr == "\n"


def test_the_process_ends_with_the_exit_code() -> None:
    done = subprocess.run([sys.executable, "-m", "api.cli", "paths"], capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (2, "")
