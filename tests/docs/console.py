"""Console sessions of a page: what the reader types, what they are shown, and running all of it for real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.docs import pages

COLUMNS = 100
_MARK = "\x1e"
_HEREDOC = re.compile(r"<<'(\w+)'")


@dataclass(frozen=True, slots=True)
class Step:
    """One command as typed, and the lines shown below it."""

    command: str
    shown: tuple[str, ...]

    @property
    def title(self) -> str:
        """The first line of the command."""
        return self.command.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, on both streams, and its exit code."""

    output: str
    code: int


def read_steps(page: str) -> list[Step]:
    """Return the commands of a page's console blocks, in order."""
    return [step for block in pages.fenced(page, "console") for step in _steps(block.splitlines())]


def _steps(lines: Sequence[str]) -> Iterator[Step]:
    waiting = list(lines)
    while waiting:
        command = _command(waiting)
        shown = []
        while waiting and not waiting[0].startswith("$ "):
            shown.append(waiting.pop(0))
        yield Step(command, tuple(shown))


def _command(waiting: list[str]) -> str:
    """Take one command off: the line behind the prompt, lines that it continues on, and its here-document."""
    typed = [waiting.pop(0).removeprefix("$ ")]
    while typed[-1].endswith("\\"):
        typed.append(waiting.pop(0))
    if end := _HEREDOC.search(typed[0]):
        while typed[-1] != end[1]:
            typed.append(waiting.pop(0))
    return "\n".join(typed)


def run(steps: Sequence[Step], folder: Path) -> list[Ran]:
    """Run the commands one after the other in one shell, in a folder that is also its home."""
    script = folder / ".session.sh"
    script.write_text("exec 2>&1\nlast=0\n" + "".join(map(_scripted, steps)), encoding="utf-8")
    done = subprocess.run(
        ["bash", script],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    parts = re.split(rf"{_MARK}(\d+)\n", done.stdout.decode())
    return [Ran(output, int(code)) for output, code in zip(parts[::2], parts[1::2], strict=False)]


def _scripted(step: Step) -> str:
    # `$?` of the command before must be what a reader's shell would have there.
    return f'(exit "$last")\n{step.command}\nlast=$?\nprintf "{_MARK}%d\\n" "$last"\n'


def _environment(home: Path) -> dict[str, str]:
    beside = Path(sys.executable).parent
    if not (beside / "orbit").exists():
        raise FileNotFoundError(f"the command orbit is not installed in {beside}: run make .venv/.developing")
    return {
        "PATH": f"{beside}{os.pathsep}{os.defpath}",
        "HOME": str(home),
        "COLUMNS": str(COLUMNS),
        "LANG": "C.UTF-8",
        # Both streams go into one here, as they do on a reader's screen.
        "PYTHONUNBUFFERED": "1",
    }


def agrees(shown: Sequence[str], output: str) -> bool:
    """Say whether an output is what is shown: `…` stands for anything in a line, alone for any number of lines."""
    pattern = "".join(map(_line_pattern, _trimmed(shown)))
    printed = "".join(f"{line}\n" for line in _trimmed(output.splitlines()))
    return re.fullmatch(pattern, printed) is not None


def _trimmed(lines: Sequence[str]) -> list[str]:
    return "\n".join(line.rstrip() for line in lines).strip("\n").splitlines()


def _line_pattern(line: str) -> str:
    if line.strip() == "…":
        return r"(?:.*\n)*?"
    return re.escape(line).replace("…", ".*") + r"\n"
