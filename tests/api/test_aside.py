"""A process of its own is told what it needs where nobody else can read it."""

from __future__ import annotations

from pathlib import Path

from api.aside import start_python

ADDRESS = "neo4j://u:hunter2@db.example"


def keep(told: dict[str, str]) -> None:
    """Write down what was told; called in the process."""
    Path(told["into"]).write_text(told["what"], encoding="utf-8")


def test_it_is_told_by_a_pipe_and_not_on_the_command_line(tmp_path: Path) -> None:
    into = tmp_path / "told"

    with start_python(__name__, "keep", {"into": str(into), "what": ADDRESS}) as worker:
        pass

    assert worker.returncode == 0
    assert into.read_text(encoding="utf-8") == ADDRESS
    assert "hunter2" not in str(worker.args)
