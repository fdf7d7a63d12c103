"""One invented answer per route about matches, shown in OpenAPI."""

from __future__ import annotations

from typing import Any

_LEFT: dict[str, Any] = {
    "entity": "per_03",
    "key": "crm_champions:51124",
    "name": "Robert Alderberg",
    "source": "crm_champions",
    "ref": "champions.csv:37",
    "url": None,
}
_RIGHT: dict[str, Any] = {
    "entity": "per_09",
    "key": "linkedin:in/bob-alderberg",
    "name": "Bob Alderberg",
    "source": "linkedin",
    "ref": "Connections.csv:120",
    "url": None,
}
_FIELDS: list[dict[str, Any]] = [
    {"field": "name", "left": "Robert Alderberg", "right": "Bob Alderberg", "agree": False},
    {"field": "company", "left": "Quill Works", "right": "Quill Works Ltd", "agree": True},
    {"field": "title", "left": None, "right": "VP Sales", "agree": None},
]
_JUDGED: dict[str, Any] = {"rule": "likeness", "because": "one is short for the other, the same company"}
_WEIGHED: dict[str, Any] = {"probability": 0.97, "weights": "bd1ee67d5bf6"}

MATCH: dict[str, Any] = {
    "id": 4726,
    "kind": "person",
    **_JUDGED,
    **_WEIGHED,
    "left": _LEFT,
    "right": _RIGHT,
    "fields": _FIELDS,
    "one": False,
    "contradicted": False,
    "decision": None,
    "stake": 0.31,
    "matters": ["works at Quill Works, a target account with a fresh signal"],
}

MATCHES: dict[str, Any] = {"kind": "person", "open": 1, "items": [MATCH], "next_cursor": None}

WHY: dict[str, Any] = {
    "kind": "person",
    "one": False,
    "left": _LEFT,
    "right": _RIGHT,
    "fields": _FIELDS,
    "chain": [],
    "apart": [],
    "open": [
        {
            "id": 4726,
            "left": "crm_champions:51124",
            "right": "linkedin:in/bob-alderberg",
            "verdict": "unsure",
            **_JUDGED,
            "by": None,
            "at": "2026-11-21T08:59:27Z",
            **_WEIGHED,
        }
    ],
    "met": [{"key": "last name and company", "records": 3, "most": 20}],
    "doubts": [],
    "rival": None,
    "sure_from": 0.99,
    "waterfall": {
        "steps": [
            {"field": "last name", "text": "the same last name (1 in 9,400)", "bits": 12.9},
            {"field": "first name", "text": "one is short for the other", "bits": 4.3},
            {"field": "company", "text": "the same company (1 in 740)", "bits": 8.1},
        ],
        "prior": -20.3,
        "withheld": 0.0,
        "bits": 5.0,
        "probability": 0.97,
        "reviewed": 214,
        "weights": "bd1ee67d5bf6",
    },
}

FOUND: dict[str, Any] = {
    "items": [
        {
            "person": {
                "id": "per_0123456789ab",
                "name": "Robert Alderberg",
                "title": "Head of Supply",
                "company": "Quill Works",
            },
            "record": "linkedin:in/bob-alderberg",
            "band": "review",
            "gap_bits": 6.4,
            "doubts": [],
            "waterfall": WHY["waterfall"],
        }
    ],
    "too_many": [{"key": "name", "most": 10}],
}

MATCH_WITH_WHY: dict[str, Any] = {**MATCH, "why": WHY}

DECIDED: dict[str, Any] = {
    "id": 4726,
    "verdict": "same",
    "by": "rita@example.com",
    "at": "2026-11-21T09:30:00Z",
}

UNDONE: dict[str, Any] = {"id": 4726, "undone": 5012, "verdict": "same"}
