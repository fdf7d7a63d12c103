from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

HEAVY = {"pandas", "neo4j", "fastapi", "networkx", "starlette", "uvicorn", "jinja2", "tldextract", "numpy", "highspy"}
HEAVY |= {"authlib", "argon2", "httpx2", "joserfc"}
_HELP = "import sys; sys.argv = ['orbit', '--help']; from api.cli import main\ntry: main()\nexcept SystemExit: pass"


def loaded(program: str) -> set[str]:
    """Return the top-level modules that a program has loaded in a process of its own."""
    tell = "import sys; sys.stderr.write(' '.join(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", f"{program}\n{tell}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in ran.stderr.split()}


@pytest.mark.parametrize("program", ["import api.cli", _HELP], ids=["import api.cli", "orbit --help"])
def test_the_command_line_starts_without_loading_what_is_heavy(program: str) -> None:
    assert HEAVY & loaded(program) == set()


@pytest.mark.parametrize("module", ["orbit", "orbit.model", "orbit.policy", "ingest", "queries", "api"])
def test_the_ground_floor_loads_no_package_of_others(module: str) -> None:
    own = {"orbit", "ingest", "queries", "api"}

    foreign = {name for name in loaded(f"import {module}") if name not in sys.stdlib_module_names} - own

    assert {name for name in foreign if not name.startswith(("_", "sitecustomize"))} == set()


def test_the_import_directions_hold() -> None:
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert ran.returncode == 0, ran.stdout
