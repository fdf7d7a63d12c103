from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from api.surfaces.used import UsedLaunches
from tests.api.surfaces.launching import NOW

LATER = NOW + timedelta(minutes=5)


def test_a_launch_is_good_once(tmp_path: Path) -> None:
    first, second = UsedLaunches(tmp_path), UsedLaunches(tmp_path)

    assert [first.take("a", LATER, NOW), second.take("a", LATER, NOW), second.take("b", LATER, NOW)] == [
        True,
        False,
        True,
    ]


def test_of_many_at_once_one_gets_in(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: UsedLaunches(tmp_path).take("a", LATER, NOW), range(32)))

    assert taken.count(True) == 1


def test_what_is_over_is_forgotten(tmp_path: Path) -> None:
    used = UsedLaunches(tmp_path)
    used.take("a", LATER, NOW)

    assert used.take("a", LATER, NOW + timedelta(minutes=4)) is False
    assert used.take("a", LATER + timedelta(hours=1), LATER + timedelta(minutes=1)) is True


def test_nothing_of_a_launch_is_kept_but_that_it_was(tmp_path: Path) -> None:
    UsedLaunches(tmp_path).take("secret token", LATER, NOW)

    files = [file for file in tmp_path.rglob("*") if file.is_file()]

    assert [file.read_bytes() for file in files] == [b""]
    assert "secret" not in str(files)
