"""The command line, called as a user would, with what it said and how it ended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cli.app import guarded, make_app


@dataclass(frozen=True)
class Said:
    """Exit code, answer and narration of one call."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer, read as JSON."""
        return json.loads(self.out)


Orbit = Callable[..., Said]


@pytest.fixture
def orbit(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Orbit:
    """Return the command; where no `--home` is given it works in a folder of this test."""
    monkeypatch.setenv("ORBIT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ORBIT_STORE", raising=False)

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = guarded(lambda: make_app()([str(word) for word in words], prog_name="orbit"))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return where the command of this test works."""
    return tmp_path / "home"


@pytest.fixture
def demo_copy(demo_home: Path, home: Path) -> Path:
    """Return a copy of the fictional company's workspace that a test may change."""
    home.mkdir()
    shutil.copy(demo_home / "orbit.db", home / "orbit.db")
    return home


CONNECTIONS = """Notes:
"Some addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ida,Berg,https://www.linkedin.com/in/ida-berg,ida@nordlys.example,Nordlys AS,VP Finance,05 Mar 2024
Bo,Krantz,https://www.linkedin.com/in/bo-krantz,,Nordlys AS,Analyst,17 Aug 2019
"""
ACCOUNTS = """account_name,domain,kind,owner_email
Nordlys,nordlys.example,target,ana@tidewell.example
Fjord Freight,fjord.example,customer,ana@tidewell.example
"""


@pytest.fixture
def connections(tmp_path: Path) -> Path:
    """Return a small connections file."""
    return written(tmp_path, "Connections.csv", CONNECTIONS)


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    """Return a small accounts file."""
    return written(tmp_path, "accounts.csv", ACCOUNTS)


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file of a test."""
    target = folder / name
    target.write_text(text, encoding="utf-8")
    return target
