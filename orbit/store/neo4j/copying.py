"""Whole tables out of Neo4j and into it, for copying a workspace to another store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from orbit.errors import UsageError
from orbit.model import EntityKind
from orbit.store.base import PlainRow
from orbit.store.neo4j.link import Link, Rows
from orbit.store.neo4j.transaction import Transaction
from orbit.store.tables import COPYING, table

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
_LOADS = {
    "key": "key_load",
    "file": "file_load",
    "record": "record_load",
    "alias": "alias_load",
    "departure": "departure_load",
    "identifier": "identifier_load",
    "judgement": "judgement_load",
    "entity_event": "event_load",
    "import_log": "import_log_load",
    "telling": "telling_put",
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
_SECONDS = 60.0
_PLACES = ((2, "fact_of_person"), (3, "fact_of_other"), (4, "fact_of_company"), (5, "fact_of_investor"))
_MEMBERS = {EntityKind.PERSON: "member_load_person", EntityKind.COMPANY: "member_load_company"}


def page(link: Link, name: str, after: PlainRow | None, limit: int) -> list[PlainRow]:
    """Read up to `limit` rows of a table that follow a key."""
    start = table(name).start if after is None else after
    if name == "fact":
        return _facts(link, start, limit)
    if name == "identifier":
        return _identifiers(link, start, limit)
    return _page(link, name, start, limit)


def _identifiers(link: Link, start: tuple[Any, ...], limit: int) -> list[PlainRow]:
    """Read whole records, once more that in which the last page ended, and put the texts in order here."""
    return sorted(row for row in _page(link, "identifier", start, limit + 1) if row > start)[:limit]


def _facts(link: Link, start: PlainRow, limit: int) -> list[PlainRow]:
    """Read on from kind to kind: the index has the facts of each kind in order, but not all of them as one."""
    rows: list[PlainRow] = []
    while True:
        rows += _page(link, "fact", start, limit - len(rows))
        if len(rows) == limit:
            return rows
        [[kind]] = link.ask("fact_next_kind", kind=start[0])
        if kind is None:
            return rows
        start = (kind, "")


def _page(link: Link, name: str, start: PlainRow, limit: int) -> list[PlainRow]:
    values: dict[str, Any] = dict(zip(table(name).columns, start, strict=False))
    return [tuple(map(_plain, row)) for row in link.ask(PAGES[name], seconds=_SECONDS, **values, limit=limit)]


def load(tx: Transaction, name: str, rows: Sequence[PlainRow], *, mark: str) -> None:
    """Add rows of another store within the transaction; raises UsageError if the store has data of its own."""
    spec = table(name)
    _must_be_empty(tx)
    values: Rows = [list(row) for row in rows]
    if spec.name in _LOADS:
        tx.write(_LOADS[spec.name], rows=values)
    else:
        _LOADERS[spec.name](tx, values)
    tx.write("meta_put", name=COPYING, value=mark)


def _must_be_empty(tx: Transaction) -> None:
    mark = tx.read("meta", name=COPYING)
    if not (mark and mark[0][0]) and tx.read("holds_own")[0][0]:
        raise UsageError(
            "the store to copy into holds data already and was not touched; name an empty one: a new file or an empty "
            "database"
        )


def _load_facts(tx: Transaction, rows: Rows) -> None:
    tx.write("fact_load", rows=rows)
    for column, name in _PLACES:
        named = [[row[0], row[1], row[column]] for row in rows if row[column] is not None]
        if named:
            tx.write(name, rows=named)


def _load_members(tx: Transaction, rows: Rows) -> None:
    for kind, name in _MEMBERS.items():
        of_kind = [[seq, entity, rev] for seq, of, entity, rev in rows if of == kind.value]
        if of_kind:
            tx.write(name, rows=of_kind)


def _load_state(tx: Transaction, rows: Rows) -> None:
    """The counters are written with the end of the transaction."""
    count = tx.counters
    for _, revision, erased, keys, files, judgements, imports in rows:
        count.revision, count.keys, count.files = revision, keys, files
        count.judgements, count.imports = judgements, imports
        tx.write("erased_set", revision=erased)


_LOADERS: dict[str, Callable[[Transaction, Rows], object]] = {
    "fact": _load_facts,
    "member": _load_members,
    "state": _load_state,
}


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, (bytes, bytearray)) else value
