"""The one place that turns an answer into bytes, so that every way in gives the same ones."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

import orjson

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
# What JSON does not have is not guessed at, and kinds of dict and list that `_is_finite` does not know are spelled out.
_READABLE |= orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS


def to_json(value: Any) -> bytes:
    """Return `value` as UTF-8 JSON: indented by two, keys as they come, a newline at the end.

    Raises ValueError for NaN and infinity, which JSON does not have, TypeError for what is no JSON value at all.
    """
    try:
        written = orjson.dumps(value, option=_READABLE)
    except TypeError:
        return _spelled_out(value)
    # Where a number is none, `null` has been written, as if it were not known.
    if not _is_finite(value):
        raise ValueError("An answer holds a number that JSON does not have")
    return written


def _is_finite(value: Any) -> bool:
    """Whether a value has only numbers that JSON has."""
    left: list[Any] = [[value]]
    for one in left:
        for inner in one.values() if isinstance(one, dict) else one:
            kind = type(inner)
            if kind is float and not isfinite(inner):
                return False
            if kind is dict or kind is list or kind is tuple:
                left.append(inner)
    return True


def _spelled_out(value: Any) -> bytes:
    """Write what only the standard library takes: whole numbers beyond 64 bits, halves of surrogate pairs."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    # Half of a surrogate pair cannot be UTF-8; its escape is valid JSON and says the same.
    return f"{text}\n".encode("utf-8", "backslashreplace")
