"""Writes dataclasses as JSON, each as the list of its fields, and reads them back by the types of these fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, NewType, TypeVar, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]


def encode(value: Any) -> str:
    """Write down a dataclass, or a list or mapping of such."""
    return _json(value)


def decoder(hint: Any) -> Callable[[str], Any]:
    """Make what reads back values of this type.

    Knows dataclasses, generic ones too, dates, enumerations, sequences (as lists), tuples of one type, mappings from
    strings, what may be None within a dataclass, and what JSON has itself.
    """
    read = _reader(hint)
    return json.loads if read is None else lambda text: read(json.loads(text))


def fields_within(hint: Any) -> dict[str, list[str]]:
    """Name the fields of every dataclass within a type, in the order in which they are written."""
    bare = get_origin(hint) or hint
    inside = list(get_args(hint))
    found = {}
    if isinstance(bare, type) and is_dataclass(bare):
        found[bare.__name__] = list(_names(bare))
        inside += _hints(bare).values()
    for part in inside:
        found |= fields_within(part)
    return found


def _reader(hint: Any) -> Reader | None:
    """What makes a value from its JSON value, which is not None; None where it is the JSON value."""
    if isinstance(hint, NewType):
        return _reader(hint.__supertype__)
    parts = get_args(hint)
    if NoneType in parts:
        return next(_reader(part) for part in parts if part is not NoneType)
    bare = get_origin(hint) or hint
    if bare is date:
        return date.fromisoformat
    if isinstance(bare, type) and is_dataclass(bare):
        return _row_reader(bare, parts)
    if isinstance(bare, type) and issubclass(bare, Enum):
        return bare
    return _group_reader(bare, parts)


def _group_reader(bare: Any, parts: Sequence[Any]) -> Reader | None:
    item = _reader(parts[-1 if bare is Mapping else 0]) if bare in {tuple, Sequence, Mapping} else None
    if bare is tuple:
        return tuple if item is None else lambda values: tuple(item(value) for value in values)
    if item is None:
        return None
    if bare is Sequence:
        return lambda values: [item(value) for value in values]
    return lambda values: {name: item(value) for name, value in values.items()}


def _row_reader(cls: Any, chosen: Sequence[Any]) -> Reader:
    variables: Mapping[Any, Any] = dict(zip(getattr(cls, "__parameters__", ()), chosen, strict=True))
    hints = [_hints(cls)[name] for name in _names(cls)]
    readers = [_reader(variables[hint] if isinstance(hint, TypeVar) else hint) for hint in hints]
    changed = [(place, read) for place, read in enumerate(readers) if read is not None]

    def row(values: list[Any]) -> Any:
        for place, read in changed:
            if values[place] is not None:
                values[place] = read(values[place])
        return cls(*values)

    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else [getattr(value, name) for name in _names(value.__class__)]


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls)


_json = json.JSONEncoder(separators=(",", ":"), check_circular=False, default=_plain).encode
