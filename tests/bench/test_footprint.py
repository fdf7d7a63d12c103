from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.footprint import apart, peak_mb, size_mb


def test_work_done_apart_is_done_in_another_process() -> None:
    other, _ = apart(os.getpid)

    assert other != os.getpid()


@pytest.mark.skipif(peak_mb() is None, reason="this system does not tell a process's memory")
def test_what_a_process_apart_takes_is_its_own_memory_alone() -> None:
    _, small = apart(os.getpid)
    _, large = apart(bytearray, 100_000_000)

    assert small is not None
    assert large is not None
    assert large - small > 90


def test_a_folder_takes_what_its_files_take(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for file in ("one.db", "one.db-wal", "below/other"):
        (tmp_path / file).write_bytes(b"x" * 1024 * 1024)

    assert size_mb(tmp_path) == pytest.approx(3, abs=0.1)
    assert size_mb(tmp_path, "one.db*") == pytest.approx(2, abs=0.1)
