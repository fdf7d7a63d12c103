from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.jars import VERSION, jars, java_missing
from bench.servers import main
from orbit.errors import StoreUnavailable

Command = Callable[[str, str], None]
MAVEN = """for word; do case "$word" in -DoutputDirectory=*) out="${word#*=}";; esac; done
/bin/mkdir -p "$out"; : > "$out/neo4j-server-1.jar"
"""


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Make commands of a machine that has no others, no jars yet, and Java 17."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    def make(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)

    make("java", "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2")
    return make


def test_a_machine_with_java_and_maven_can_run_a_server(command: Command) -> None:
    command("mvn", MAVEN)

    assert java_missing() is None


def test_without_java_the_reason_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert "no Java" in str(java_missing())


@pytest.mark.parametrize("version", ["1.8.0_402", "11.0.22"])
def test_a_java_that_is_too_old_is_named(command: Command, version: str) -> None:
    command("java", f"echo 'openjdk version \"{version}\"' >&2")

    assert "older" in str(java_missing())


def test_without_maven_and_without_jars_maven_is_asked_for(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--fetch"]) == 1

    assert "install the package `maven`" in capsys.readouterr().err


def test_jars_are_fetched_once(command: Command, tmp_path: Path) -> None:
    command("mvn", MAVEN)
    said: list[str] = []

    first, again = jars(said.append), jars(said.append)

    assert first == again == tmp_path / "cache" / "orbit" / f"neo4j-{VERSION}"
    assert [file.name for file in first.iterdir()] == ["neo4j-server-1.jar"]
    assert len(said) == 1


def test_jars_that_are_there_need_no_maven(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "orbit" / f"neo4j-{VERSION}"
    folder.mkdir(parents=True)

    assert java_missing() is None
    assert jars(pytest.fail) == folder


def test_half_a_fetch_is_thrown_away_and_maven_is_quoted(command: Command, tmp_path: Path) -> None:
    command("mvn", f"{MAVEN}\necho 'Unknown host: no.example.com'\nexit 1")

    with pytest.raises(StoreUnavailable, match=r"Is there a network\? It said:\nUnknown host"):
        jars(lambda _: None)

    assert list((tmp_path / "cache" / "orbit").iterdir()) == []
