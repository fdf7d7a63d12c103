"""The law of idempotency: calls that were done leave the same log however often they are repeated."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.presenter import Author, Happening, Presenter, Wish
from api.workspace import Workspace
from orbit.asks.log.ask import EventKind
from orbit.asks.log.book import Once
from orbit.errors import AskForbidden
from orbit.settings import read_settings
from orbit.store.copying import digest_of
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY, NOON

K = EventKind
WISH = Wish("snowpeak.example", "Dana Wu", "Bo Krantz", reciprocity="donation")
KINDS = st.sampled_from([K.SENT, K.ACCEPTED, K.DECLINED, K.FORWARDED, K.MEETING, K.THANKED, K.TAKEN_BACK, K.LOST])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that knows the small story; each example works on a copy."""
    home = tmp_path_factory.mktemp("told")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *STORY)
        workspace.scene(DAY)
    return home


@settings(max_examples=15, deadline=None)
@given(kinds=st.lists(KINDS, max_size=5), repeats=st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_repeated_calls_leave_the_log_that_each_once_leaves(
    told: Path, kinds: list[EventKind], repeats: list[int]
) -> None:
    assert _log_of(told, kinds, repeats) == _log_of(told, kinds, None)


def _log_of(told: Path, kinds: Sequence[EventKind], repeats: Sequence[int] | None) -> str:
    """Plan an ask and log these events; after the n-th call repeat that of the number `repeats[n]`, if it was done."""
    answers: list[dict[str, Any] | None] = []
    with TemporaryDirectory() as folder:
        home = Path(shutil.copytree(told, Path(folder) / "home"))
        with Workspace.open(read_settings(home, {})) as workspace:
            presenter = Presenter(workspace)
            for number in range(len(kinds) + 1):
                answers.append(_call(presenter, kinds, number))
                repeated = min(number, repeats[number] if repeats else number)
                if repeats and answers[repeated] is not None:
                    assert _call(presenter, kinds, repeated) == answers[repeated]
            return digest_of(workspace.store)


def _call(presenter: Presenter, kinds: Sequence[EventKind], number: int) -> dict[str, Any] | None:
    """Make the call of a number; None where it is refused: what was not done may be tried again."""
    author = Author(ANA, NOON, DAY, Once(f"key-{number}", f"call-{number}"))
    if number == 0:
        return presenter.plan_ask(WISH, author).answer
    try:
        return presenter.log_event(1, Happening(kinds[number - 1]), author).answer
    except AskForbidden:
        return None
