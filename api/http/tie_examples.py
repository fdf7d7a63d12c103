"""One invented answer per route about ties, shown in OpenAPI."""

from __future__ import annotations

from typing import Any

_BO = {"id": "per_0b1f5a2c9d3e", "name": "Bo Krantz", "title": "VP Sales", "company": "Northwind"}
_DANA = {"id": "per_7c2d9e4f1a6b", "name": "Dana Wu", "title": "VP Sales", "company": "Snowpeak"}

QUESTIONS: dict[str, Any] = {
    "as_of": "2026-11-21",
    "questions": [
        {
            "one": _BO,
            "other": _DANA,
            "know": 0.42,
            "because": "Both at Oldco (40 people), Jan 2015 – Jun 2018",
            "asks": 2,
            "swing": 0.31,
        }
    ],
    "policy": "6bbfdc8ea4521094",
}

TIE: dict[str, Any] = {"one": _BO, "other": _DANA, "closeness": 0.9, "on": "2026-11-21", "change": "created"}
