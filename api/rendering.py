"""The one place that turns an answer into bytes, so that every way in gives the same ones."""

from __future__ import annotations

import json
from typing import Any


def to_json(value: Any) -> bytes:
    """Return `value` as UTF-8 JSON: indented by two, keys as they come, a newline at the end.

    Raises ValueError for NaN and infinity, which JSON does not have.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    # Half of a surrogate pair cannot be UTF-8; its escape is valid JSON and says the same.
    return f"{text}\n".encode("utf-8", "backslashreplace")
