from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api.watching import watched
from api.workspace import Workspace
from orbit.model import EntityKind
from orbit.settings import read_settings
from orbit.store.base import FactKind, Store
from orbit.store.sqlite import open_sqlite
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY, person, spell
from tests.storing import put

Count = Callable[[str, int], None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(open_sqlite(tmp_path / "workspace.orbit", create=True)) as opened:
        yield opened


class Watcher:
    """Adds up what is told of a reading."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.times: Counter[str] = Counter()

    @contextmanager
    def watch(self) -> Iterator[Count]:
        def count(what: str, rows: int) -> None:
            self.rows[what] += rows
            self.times[what] += 1

        yield count


@pytest.mark.parametrize("people", [0, 3, 2_000, 2_500])
def test_all_rows_are_counted_and_come_as_they_are(store: Store, people: int) -> None:
    put(store, *(person(f"p{number}") for number in range(people)))
    watcher = Watcher()

    with watcher.watch() as count:
        read = list(watched(store, count).records(EntityKind.PERSON))

    assert read == list(store.records(EntityKind.PERSON))
    assert watcher.rows["Reading people"] == people
    assert watcher.times["Reading people"] == people // 1_000 + 1


def test_the_rest_is_asked_of_the_store_itself(store: Store) -> None:
    put(store, person("ida"), spell("ida", "northwind"))

    with Watcher().watch() as count:
        same = watched(store, count)

        assert same.revision() == store.revision()
        assert list(same.spells()) == list(store.spells())
        assert list(same.facts(FactKind.SPELL)) == list(store.facts(FactKind.SPELL))


def test_who_waits_for_a_whole_graph_sees_it_coming_and_for_a_kept_one_nothing(tmp_path: Path) -> None:
    settings, first, second = read_settings(tmp_path, {}), Watcher(), Watcher()
    with Workspace.open(settings, create=True, watch=first.watch) as workspace:
        tell(workspace, *STORY)
        known = workspace.scene(DAY).view.snapshot.persons
        workspace.finish_keeping()

    with Workspace.open(settings, watch=second.watch) as workspace:
        assert workspace.scene(DAY).view.snapshot.persons == known

    assert first.rows["Reading people"] >= known > 0
    assert not second.rows
