"""An invented answer of lint, shown in OpenAPI."""

from __future__ import annotations

from typing import Any

LINT: dict[str, Any] = {
    "clean": False,
    "findings": [
        {
            "rule": "anyone_interested",
            "numbers": [1, 34, 40, 42],
            "level": "error",
            "words": "know anyone",
            "start": 7,
            "end": 18,
            "line": 1,
            "column": 8,
            "why": "It asks the reader to search through everybody they know.",
            "mend": "Write instead: “Would you introduce me to Dana Wu at Snowpeak?”",
        }
    ],
    "person": "Dana Wu",
    "account": "Snowpeak",
    "words": 41,
    "seconds": 10.3,
    "language": "en",
    "unchecked": [],
    "note": None,
    "as_of": "2026-11-21",
    "revision": 42,
    "policy": "6bbfdc8ea4521094",
}
