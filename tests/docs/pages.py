"""The pages that the project shows to its readers, and what they hold: links, headings, commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]

_FENCE = re.compile(r"^(```+)(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")


def text(page: str) -> str:
    """Return a page by its path in the repository."""
    return (ROOT / page).read_text(encoding="utf-8")


def prose(page: str) -> str:
    """Return a page without its fenced blocks."""
    return _FENCE.sub("", text(page))


def fenced(page: str, *languages: str) -> list[str]:
    """Return the fenced blocks of some languages, in order."""
    return [match[3] for match in _FENCE.finditer(text(page)) if match[2] in languages]


def links(page: str) -> list[str]:
    """Return where the links of a page lead."""
    return _LINK.findall(prose(page))


def codes(page: str) -> list[str]:
    """Return what a page sets in code within its sentences."""
    return _CODE.findall(prose(page))


def headings(page: str) -> list[str]:
    """Return the headings of a page."""
    return _HEADING.findall(prose(page))


def anchors(page: str) -> set[str]:
    """Return the names by which links find the headings of a page."""
    plain = (re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()) for heading in headings(page))
    return {heading.replace(" ", "-") for heading in plain}


def commands(page: str, program: str) -> Iterator[str]:
    """Yield every command line of a program that a page shows, in blocks and in sentences."""
    for block in fenced(page, "console", "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            typed = line.removeprefix("$ ").removeprefix(".venv/bin/").partition(" #")[0].strip()
            if typed.startswith(f"{program} ") and (line.startswith("$ ") or "$ " not in block):
                yield typed
    yield from (code for code in codes(page) if code.startswith(f"{program} "))
