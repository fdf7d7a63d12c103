from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.tree import PACKAGES, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    ours = {file for package in PACKAGES for file in (ROOT / package).rglob("*") if file.is_file()}

    assert names == {file.relative_to(ROOT).as_posix() for file in ours if "__pycache__" not in file.parts}


def test_the_wheel_has_what_is_read_beside_the_modules(wheel: Path) -> None:
    suffixes = {Path(name).suffix for name in ZipFile(wheel).namelist()}

    assert suffixes >= {".toml", ".sql", ".j2", ".html", ".css", ".js"}


def test_what_the_wheel_holds_is_enough_to_make_and_fill_a_workspace(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path / "installed")
    signals = tmp_path / "signals.csv"
    signals.write_text("company_name,kind,title,occurred_on\nSnowpeak,hiring,AE wanted,2026-11-12\n", encoding="utf-8")

    made = _orbit(tmp_path, "init", "--company", "Tidewell")
    taken = _orbit(tmp_path, "ingest", "signals", str(signals), "--json")

    assert made.returncode == 0, made.stderr
    assert '"created": 1' in taken.stdout, taken.stderr


def _orbit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line of the unpacked wheel, away from the source."""
    environment = {"PYTHONPATH": str(folder / "installed"), "ORBIT_HOME": str(folder / "home"), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "api.cli", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
