from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from orbit.errors import StoreTooNew
from orbit.model import EntityKind
from orbit.store.sqlite import open_sqlite
from orbit.store.sqlite.migrate import APPLICATION_ID, migrate
from queries import migrations
from tests.factories import person
from tests.storing import put

FIRST = "CREATE TABLE one (a); INSERT INTO one VALUES ('kept');"
SECOND = "ALTER TABLE one ADD COLUMN b DEFAULT 'new';"
BROKEN = "INSERT INTO one VALUES ('half', ''); CREATE TABLE one (a);"


@pytest.fixture
def db() -> apsw.Connection:
    return apsw.Connection(":memory:")


def test_a_new_file_gets_every_step(db: apsw.Connection) -> None:
    applied = migrate(db, [FIRST, SECOND])

    assert applied == 2
    assert db.execute("SELECT a, b FROM one").fetchall() == [("kept", "new")]
    assert (db.pragma("user_version"), db.pragma("application_id")) == (2, APPLICATION_ID)


def test_an_older_file_gets_the_steps_it_lacks_and_keeps_its_content(db: apsw.Connection) -> None:
    migrate(db, [FIRST])

    applied = migrate(db, [FIRST, SECOND])

    assert applied == 1
    assert db.execute("SELECT a, b FROM one").fetchall() == [("kept", "new")]


def test_a_current_file_gets_none(db: apsw.Connection) -> None:
    migrate(db, [FIRST, SECOND])

    assert migrate(db, [FIRST, SECOND]) == 0


def test_a_step_that_fails_leaves_nothing_and_the_version_before_it(db: apsw.Connection) -> None:
    with pytest.raises(apsw.SQLError):
        migrate(db, [FIRST, SECOND, BROKEN])

    assert db.execute("SELECT a FROM one").fetchall() == [("kept",)]
    assert (db.pragma("user_version"), db.in_transaction) == (2, False)


def test_a_newer_file_is_refused(db: apsw.Connection) -> None:
    migrate(db, [FIRST, SECOND])

    with pytest.raises(StoreTooNew, match="please upgrade"):
        migrate(db, [FIRST])


@pytest.mark.parametrize("version", range(1, len(migrations("sqlite")) + 1))
def test_a_store_of_every_version_so_far_is_brought_to_this_one(tmp_path: Path, version: int) -> None:
    file = tmp_path / "old.orbit"
    old = apsw.Connection(str(file))
    migrate(old, migrations("sqlite")[:version])
    old.close()

    store = open_sqlite(file)
    put(store, person("ana"))

    assert len(list(store.records(EntityKind.PERSON))) == 1
    assert store.check() == []
    store.close()
