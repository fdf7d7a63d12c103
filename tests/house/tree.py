"""The files of the project, as the tests of the house look at them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("orbit", "ingest", "api", "queries")
# What is made and not kept; the same as in .gitignore, and git's own folder. And `vendor`: what others wrote.
_PASSED_OVER = {".git", ".venv", "build", "dist", "demo", "screenshots", "node_modules", "__pycache__", "vendor"}


def files() -> Iterator[Path]:
    """Yield every file that belongs to the project, in order."""
    for folder, names, members in os.walk(ROOT):
        names[:] = sorted(
            name for name in names if name not in _PASSED_OVER and not name.endswith(("_cache", ".egg-info"))
        )
        if Path(folder) == ROOT:
            names[:] = [name for name in names if name not in {".hypothesis"}]
        yield from (Path(folder) / member for member in sorted(members))


def texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of every file that is text."""
    for file in files():
        try:
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules(*folders: str) -> list[Path]:
    """Return the Python modules below some folders, in order."""
    return sorted(module for folder in folders for module in (ROOT / folder).rglob("*.py"))


def parsed(module: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(module.read_text(encoding="utf-8"))


def called(module: Path) -> str:
    """Return the path of a module in the project."""
    return module.relative_to(ROOT).as_posix()
