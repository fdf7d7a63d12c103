"""One invented answer per route, shown in OpenAPI."""

from __future__ import annotations

from typing import Any

_SNOWPEAK: dict[str, Any] = {"id": "com_7f3a", "name": "Snowpeak", "domain": "snowpeak.example.com"}

_HIRING: dict[str, Any] = {
    "kind": "hiring",
    "title": "3 account executives wanted",
    "occurred_on": "2026-11-14",
    "freshness": 0.8,
    "evidence": [{"source": "signals", "ref": "greenhouse.json:3", "url": "https://jobs.example.com/snowpeak"}],
}

_VERDICT: dict[str, Any] = {
    "status": "open",
    "reasons": ["Renewal signed on 12 Nov 2026"],
    "rules": ["in_window"],
    "opens_on": None,
    "closes_on": "2026-12-12",
}

_RITA: dict[str, Any] = {
    "role": "requester",
    "id": "per_01",
    "name": "Rita Moss",
    "title": "Account executive",
    "company": "Northwind Tools",
}
_IDA: dict[str, Any] = {
    "role": "connector",
    "id": "per_02",
    "name": "Ida Berg",
    "title": "Head of operations",
    "company": "Acme",
}
_DANA: dict[str, Any] = {
    "role": "target",
    "id": "per_03",
    "name": "Dana Wu",
    "title": "VP Sales",
    "company": "Snowpeak",
}

_PACKET: dict[str, Any] = {
    "blurb": "Northwind Tools helped Acme halve the time new sellers need. Snowpeak is hiring three of them.",
    "voice": "Hi Dana, at Acme we use Northwind Tools. You are hiring, so I thought of you.",
    "email": {
        "subject": "Introduction to Dana Wu at Snowpeak?",
        "body": "Hi Ida,\n\nWould you introduce me to Dana Wu, VP Sales at Snowpeak?\n\nRita",
    },
    "disqualifier": "If ramp time is no worry for Snowpeak now, please say so and we leave it.",
}

_PATH: dict[str, Any] = {
    "id": "pth_5c",
    "score": 0.24,
    "chance": "strong",
    "people": [_RITA, _IDA, _DANA],
    "hops": [
        {
            "from": "per_01",
            "to": "per_02",
            "strength": 0.8,
            "kind": "confirmed",
            "text": "Ida is Rita's champion at Acme since Mar 2024",
            "evidence": [{"source": "crm_champions", "ref": "champions.csv:14"}],
            "contributions": [],
        },
        {
            "from": "per_02",
            "to": "per_03",
            "strength": 0.62,
            "kind": "worked_together",
            "text": "Both at Orchard Labs (40 people), Mar 2019 – Jun 2021",
            "evidence": [{"source": "work_histories", "ref": "careers.csv:120"}],
            "contributions": [{"kind": "job", "p": 0.69, "cap": 0.9, "text": "Both at Orchard Labs (40 people)"}],
        },
    ],
    "factors": {"willing": 0.55, "know": 0.62, "reply": 0.71},
    "weakest": "willing",
    "contributions": {
        "willing": {"circle": 0.55, "timing": 1.0},
        "know": {"ties": [0.62], "passes_on": 1.0},
        "reply": {"seniority": 0.71, "function": 1.0, "signal": 1.0, "still_there": 1.0},
    },
    "verdict": _VERDICT,
    "packet": _PACKET,
}

ACCOUNT: dict[str, Any] = {
    **_SNOWPEAK,
    "kind": "target",
    "owner": "rita@example.com",
    "heat": 0.82,
    "signals": [_HIRING],
}

ACCOUNTS: dict[str, Any] = {"items": [ACCOUNT], "next_cursor": None}

SEARCH: dict[str, Any] = {"items": [{**_SNOWPEAK, "kind": "target"}]}

PATHS: dict[str, Any] = {
    "account": _SNOWPEAK,
    "as_of": "2026-11-21",
    "revision": 42,
    "requester": {"id": "per_01", "name": "Rita Moss"},
    "signals": [_HIRING],
    "paths": [_PATH],
    "partial": False,
    "targets": {"known": 31, "wanted": 31, "looked_at": 31},
    "no_path": None,
}

WEEK: dict[str, Any] = {
    "week": "2026-W47",
    "as_of": "2026-11-21",
    "reps": [
        {
            "rep": {"id": "per_01", "email": "rita@example.com", "name": "Rita Moss"},
            "asks": [
                {
                    "connector": _IDA,
                    "target": _DANA,
                    "account": _SNOWPEAK,
                    "score": 0.24,
                    "verdict": _VERDICT,
                    "signals": [_HIRING],
                    "path": _PATH,
                    "packet": _PACKET,
                }
            ],
            "held": [
                {
                    "connector": "Ida Berg",
                    "target": "Lou Park",
                    "account": "Snowdrift",
                    "rule": "connector_full",
                    "reason": "Ida Berg already has an ask this week.",
                }
            ],
            "shortfall": None,
        }
    ],
}

_CHAMPION: dict[str, Any] = {
    "person": _IDA,
    "account": "Acme",
    "layer": "power_user",
    "trigger": {"kind": "renewal", "on": "2026-11-12"},
    "tier1": True,
    "fits_filter": True,
    "missing_layers": ["economic_buyer"],
    "verdict": _VERDICT,
}

CHAMPIONS: dict[str, Any] = {"as_of": "2026-11-21", "items": [_CHAMPION]}

PERSON: dict[str, Any] = {
    "person": _DANA,
    "records": [{"source": "linkedin", "ref": "Connections.csv:31", "url": None, "name": "Dana Wu"}],
    "spells": [
        {
            "company": "Orchard Labs",
            "title": "Sales lead",
            "start": "2019-03",
            "end": "2021-06",
            "evidence": [{"source": "work_histories", "ref": "careers.csv:120"}],
        }
    ],
    "roles": [],
}

PROBLEM: dict[str, Any] = {
    "type": "urn:problem-type:orbit:not-found",
    "title": "Nothing answers to this name",
    "status": 404,
    "detail": "no account answers to snowpaek.example.com",
    "nearest": ["Snowpeak", "Snowdrift", "Snow & Sons"],
    "request_id": "4f7c1a2b9d3e5f60",
}
