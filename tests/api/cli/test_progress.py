from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, repeat

import pytest

from api.cli.progress import row_progress


def at(*seconds: float) -> Iterable[float]:
    """Return what a clock shows each time when somebody looks; the last time stays."""
    return chain(seconds, repeat(seconds[-1]))


def show(rows: int, times: Iterable[float], **options: bool) -> None:
    """Do a long step, a thousand rows at a time."""
    clock = iter(times)
    with row_progress(clock=lambda: next(clock), **options) as advance:
        for _ in range(rows // 1_000):
            advance("Reading people", 1_000)


def test_where_nobody_sits_a_line_says_how_far_it_has_come(capsys: pytest.CaptureFixture[str]) -> None:
    show(6_000, at(0, 4.9, 5.1, 6, 35, 35.2, 65))

    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", ["Reading people: 2,000 rows so far", "Reading people: 5,000 rows so far"])


def test_what_is_done_soon_is_not_talked_about(capsys: pytest.CaptureFixture[str]) -> None:
    show(6_000, at(0, 4))

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("seconds", "is_shown"), [(0.4, False), (0.6, True)])
def test_at_a_terminal_a_bar_stands_for_what_takes_longer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, seconds: float, *, is_shown: bool
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")

    show(2_000, at(0, seconds))

    out, err = capsys.readouterr()
    assert (out, "Reading people: 2,000 rows" in err) == ("", is_shown)


@pytest.mark.parametrize("forced", ["", "1"])
def test_nothing_is_shown_to_who_does_not_want_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, forced: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", forced)

    show(6_000, at(0, 100), visible=False)

    assert capsys.readouterr().err == ""
