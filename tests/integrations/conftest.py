"""The projects that a CRM or a browser demands, built from a clean copy as their users build them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.tree import ROOT

Built = Callable[[str], Path]


@pytest.fixture(scope="session")
def npm() -> str:
    """Return npm, or skip where there is none; on the build machine that is a failure."""
    found = shutil.which("npm")
    reason = "there is no npm on this machine: install the packages `nodejs` and `npm` to build the integrations"
    if found is None and os.getenv("CI"):
        pytest.fail(reason)
    if found is None:
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def built(npm: str, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a maker of built projects; each is copied, installed and built once."""
    made: dict[str, Path] = {}

    def build(name: str) -> Path:
        if name not in made:
            left = shutil.ignore_patterns("node_modules", "dist")
            folder = shutil.copytree(ROOT / "integrations" / name, tmp_path_factory.mktemp("built") / name, ignore=left)
            run(folder, npm, "ci", "--prefer-offline")
            run(folder, npm, "run", "build")
            made[name] = folder
        return made[name]

    return build


def run(folder: Path, *words: str) -> str:
    """Run a command in a folder and return what it prints; what it says where it fails is shown."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=300, encoding="utf-8")
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout
