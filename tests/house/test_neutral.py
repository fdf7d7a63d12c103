"""What no file of the project may hold. The words are put together here, so that this file holds none of them."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, texts

HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("golang", "org"),
        ("maven", "org"),
        ("anaconda", "org"),
    )
]
PLACES = ("wo" + "rk", "ro" + "ot", "ho" + "me", "Use" + "rs")
REMINDERS = ("TO" + "DO", "FIX" + "ME")
_HOST = re.compile("|".join(rf"\b{re.escape(host)}" for host in HOSTS), re.IGNORECASE)
_PLACE = re.compile(rf"(?<![\w.}}-])/(?:{'|'.join(PLACES)})/")
_REMINDER = re.compile(rf"\b(?:{'|'.join(REMINDERS)})\b")


def found(pattern: re.Pattern[str]) -> list[str]:
    """Return where a pattern is found: file, line and words."""
    return [
        f"{name}:{text[: match.start()].count(chr(10)) + 1}: {match.group()}"
        for name, text in texts()
        for match in pattern.finditer(text)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert found(_HOST) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert found(_PLACE) == []


def test_no_file_puts_work_off() -> None:
    assert found(_REMINDER) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-fast.lock", "requirements-dev.lock"])
def test_each_lock_pins_hashes_and_names_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")

    pinned = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]

    assert "://" not in lock
    assert pinned
    assert [one for one in pinned if not re.search(r"==.*--hash=sha256:[0-9a-f]{64}", one, re.DOTALL)] == []


def test_the_checks_find_what_they_look_for() -> None:
    assert all(_HOST.search(f"https://files.{host}/simple") for host in HOSTS)
    assert all(_PLACE.search(f"open('/{place}/ida/file')") for place in PLACES)
    assert all(_REMINDER.search(f"# {reminder}: later") for reminder in REMINDERS)
