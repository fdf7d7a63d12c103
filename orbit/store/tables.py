"""The tables by which a whole workspace passes from one store to another: their columns, keys and order."""

from __future__ import annotations

from dataclasses import dataclass

from orbit.errors import UsageError
from orbit.store.base import PlainRow

# The named value in which an unfinished copy keeps how far it has come. It is never copied itself: `rows` leaves it
# out. Missing or empty: no copy is under way.
COPYING = "copying"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: `columns` in the order of a row's values, the first of which are its key; `start` precedes every key.

    Rows are ordered by key, the first column before the second; numbers by size, texts by code point (not by UTF-16
    unit). No key value is None, the empty text or a number below 1.
    """

    name: str
    columns: tuple[str, ...]
    start: PlainRow

    @property
    def keys(self) -> int:
        """How many of the first columns tell the rows apart and order them."""
        return len(self.start)

    def key_of(self, row: PlainRow) -> PlainRow:
        """The key of a row."""
        return row[: self.keys]


def _table(name: str, columns: str, *start: int | str) -> TableSpec:
    return TableSpec(name, tuple(columns.split()), start)


# What a row names comes in an earlier table, so they can be loaded in this order. `seq`, `person`, `other`, `company`,
# `investor`, `left` and `right` are numbers of `key`; `file` of record and fact is one of `file`. `ask` is a number of
# ask, whose people are ids of entities; `seq` of ask_event is a number of its own. Days and times are the texts that
# the store keeps (a day may end in its version: 2026-11-21#000002), times in UTC as isoformat() writes them; `outcomes`
# and `detail` are JSON text as it was written, `digest` is bytes, the id of a fact hex text. `state` is one row, whose
# `id` is 1: the revision, the revision of the last erasure, and the last numbers given to keys, files, judgements and
# imports (0: none), so that no number is given twice. Files and asks are never deleted, so the last number of one is
# the greatest there is. `state` comes last: a store that is not filled yet has revision 0.
TABLES: tuple[TableSpec, ...] = (
    _table("key", "seq kind source id", 0),
    _table("file", "id source name", 0),
    _table("record", "seq detail digest file line url seen_first seen_last rev", 0),
    _table(
        "fact",
        "kind id person other company investor type title since until detail"
        " digest file line url day seen_first seen_last rev",
        "",
        "",
    ),
    _table("member", "seq kind entity rev", 0),
    _table("alias", "old entity", ""),
    _table("departure", "entity kind rev", ""),
    _table("identifier", "seq kind value", 0, "", ""),
    _table("judgement", "id kind left right verdict rule because actor at revoked_at grounds", 0),
    _table("entity_event", "rev old new kind event", 0, "", ""),
    _table(
        "import_log",
        "id source file sha256 observed_on at rows outcomes run rev revocable undone_at repeats",
        0,
    ),
    _table("telling", "part slot run person other company investor told", "", "", 0),
    _table("ask", "id connector target account requester reason detail", 0),
    _table("ask_event", "seq ask kind day at actor note detail", 0),
    _table("ask_answer", "key fingerprint ask answer at", ""),
    _table("suppression", "hash at", ""),
    _table("api_key", "id name secret_sha256 created_at expires_at revoked_at scopes", ""),
    _table("user", "id email name role created_at disabled_at password_hash", ""),
    _table("session", "id secret_sha256 user_id created_at seen_at", ""),
    _table("sign_in_link", "id secret_sha256 user_id created_at expires_at used_at", ""),
    _table("meta", "name value", ""),
    _table("state", "id revision erased last_key last_file last_judgement last_import", 0),
)

_BY_NAME = {spec.name: spec for spec in TABLES}


def table(name: str) -> TableSpec:
    """The table of a name; raises UsageError for an unknown one."""
    if name not in _BY_NAME:
        raise UsageError(f"there is no table {name}; the tables are {', '.join(_BY_NAME)}")
    return _BY_NAME[name]
