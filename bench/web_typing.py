"""What the search box costs: the server's time for each letter that somebody types."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import numpy as np

from api.presenter import Presenter
from api.workspace import Scene
from bench.timing import spread_ms

_NAMES, _HITS, _SEED = 60, 8, 1


def typing_times(scene: Scene, presenter: Presenter, day: date) -> dict[str, float]:
    """Type names of people and accounts letter by letter; milliseconds of the processor for each letter."""
    presenter.suggest("warm", limit=_HITS, as_of=day)
    texts = [name[:end] for name in _names(scene) for end in range(1, len(name) + 1)]
    return spread_ms("typing", [_seconds(presenter, text, day) for text in texts])


def _seconds(presenter: Presenter, text: str, day: date) -> float:
    start = time.thread_time()
    presenter.suggest(text, limit=_HITS, as_of=day)
    return time.thread_time() - start


def _names(scene: Scene) -> Iterator[str]:
    """Names of people and, as often, of accounts."""
    dice, snapshot = np.random.default_rng(_SEED), scene.view.snapshot
    accounts = list(scene.book.accounts(scene.as_of))
    for _ in range(_NAMES):
        if snapshot.persons:
            yield snapshot.name_of_person(int(dice.integers(snapshot.persons)))
        company = snapshot.company(accounts[int(dice.integers(len(accounts)))]) if accounts else None
        if company is not None:
            yield snapshot.name_of_company(company)
