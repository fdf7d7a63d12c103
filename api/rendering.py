"""The one place that turns an answer into bytes, so that every way in gives the same ones."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import Any

_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def to_json(value: Any) -> bytes:
    """Return `value` as UTF-8 JSON: indented by two, keys as they come, a newline at the end.

    The bytes are those of `json.dumps(value, ensure_ascii=False, indent=2)`, in half the time: indented, that is
    written piece by piece. Raises ValueError for NaN and infinity, which JSON does not have, TypeError for keys that
    are no text.
    """
    text = _written(value, "\n")
    # Half of a surrogate pair cannot be UTF-8; its escape is valid JSON and says the same.
    return f"{text}\n".encode("utf-8", "backslashreplace")


def _written(value: Any, margin: str) -> str:
    """Write a value whose lines begin with `margin`, which is a line break and blanks."""
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{margin}  "
    if isinstance(value, dict):
        return _listed("{}", [f"{encode_basestring(key)}: {_written(of, inner)}" for key, of in value.items()], margin)
    if isinstance(value, list | tuple):
        return _listed("[]", [_written(of, inner) for of in value], margin)
    if isinstance(value, float) and math.isfinite(value):
        return float.__repr__(value)
    return "null" if value is None else _encoded(value)


def _listed(brackets: str, written: Iterable[str], margin: str) -> str:
    inner = f",{margin}  ".join(written)
    return f"{brackets[0]}{margin}  {inner}{margin}{brackets[1]}" if inner else brackets
