"""Whole tables of the SQLite file, out of it and into it, for copying a workspace to another store."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from orbit.errors import UsageError
from orbit.store.base import PlainRow
from orbit.store.tables import COPYING, table
from queries import statement

PAGES = {
    "key": "key_page",
    "file": "file_page",
    "record": "record_page",
    "fact": "fact_page",
    "member": "member_page",
    "alias": "alias_page",
    "departure": "departure_page",
    "identifier": "identifier_page",
    "judgement": "judgement_page",
    "entity_event": "event_page",
    "import_log": "import_log_page",
    "telling": "telling_page",
    "ask": "ask_page",
    "ask_event": "ask_event_page",
    "ask_answer": "ask_answer_page",
    "suppression": "suppression_page",
    "api_key": "api_key_page",
    "user": "user_page",
    "session": "session_page",
    "sign_in_link": "sign_in_link_page",
    "meta": "meta_page",
    "state": "state_page",
}
LOADS = {
    "key": "key_load",
    "file": "file_load",
    "record": "record_load",
    "fact": "fact_load",
    "member": "member_load",
    "alias": "alias_load",
    "departure": "departure_load",
    "identifier": "identifier_load",
    "judgement": "judgement_load",
    "entity_event": "event_load",
    "import_log": "import_log_load",
    "telling": "telling_load",
    "ask": "ask_load",
    "ask_event": "ask_event_load",
    "ask_answer": "ask_answer_load",
    "suppression": "suppression_load",
    "api_key": "api_key_load",
    "user": "user_load",
    "session": "session_load",
    "sign_in_link": "sign_in_link_load",
    "meta": "meta_load",
}


def page(name: str, after: PlainRow | None, limit: int) -> tuple[str, PlainRow]:
    """The statement that reads up to `limit` rows of a table after a key, and its values."""
    spec = table(name)
    return PAGES[spec.name], (*(spec.start if after is None else after), limit)


def load(db: apsw.Connection, name: str, rows: Sequence[PlainRow], *, mark: str) -> None:
    """Add rows of another store within the open transaction; raises UsageError if the store has data of its own."""
    spec = table(name)
    _must_be_empty(db)
    if spec.name == "state":
        for row in rows:
            _load_state(db, row)
    else:
        db.executemany(statement("sqlite", LOADS[spec.name]), rows)
    db.execute(statement("sqlite", "meta_put"), (COPYING, mark))


def _must_be_empty(db: apsw.Connection) -> None:
    if not db.execute(statement("sqlite", "meta"), (COPYING,)).get and db.execute(statement("sqlite", "holds_own")).get:
        raise UsageError(
            "the store to copy into holds data already and was not touched; name an empty one: a new file or an empty "
            "database"
        )


def _load_state(db: apsw.Connection, row: PlainRow) -> None:
    # The last number of a file is that of the last file: files are never deleted.
    number, revision, erased, last_key, _, last_judgement, last_import = row
    db.execute(statement("sqlite", "state_load"), (number, revision, erased))
    db.execute(statement("sqlite", "last_numbers_drop"))
    db.execute(statement("sqlite", "last_numbers_set"), (last_key, last_judgement, last_import))
