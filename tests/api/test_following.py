from __future__ import annotations

from datetime import date
from queue import SimpleQueue

from api.following import Follower
from orbit.errors import StoreUnavailable
from tests.factories import DAY

PATIENCE = 20.0


class Asked:
    """Remembers for which days it was asked; the first times it fails."""

    def __init__(self, failures: int = 0) -> None:
        self.days: SimpleQueue[date] = SimpleQueue()
        self.failures = failures

    def scene(self, as_of: date) -> object:
        self.days.put(as_of)
        self.failures -= 1
        if self.failures >= 0:
            raise StoreUnavailable("away")
        return None


def test_the_scene_of_the_day_is_made_again_and_again() -> None:
    workspace = Asked()

    with Follower(workspace, lambda: DAY, every=0.001):
        days = [workspace.days.get(timeout=PATIENCE) for _ in range(3)]

    assert days == [DAY] * 3


def test_a_store_that_is_away_for_a_while_is_followed_again() -> None:
    workspace = Asked(failures=5)

    with Follower(workspace, lambda: DAY, every=0.001):
        for _ in range(7):
            workspace.days.get(timeout=PATIENCE)

    assert workspace.failures < 0
