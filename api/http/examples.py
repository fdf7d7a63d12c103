"""One invented answer per route, shown in OpenAPI."""

from __future__ import annotations

from typing import Any

POLICY = "6bbfdc8ea4521094"

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
    "opened_by": [],
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
    "kind": "direct",
    "first_message": {
        "subject": "Introduction to Dana Wu at Snowpeak?",
        "body": "Hi Ida,\n\nWould you introduce me to Dana Wu, VP Sales at Snowpeak? A plain no is fine.\n\nRita",
    },
    "script": [{"step": "forward", "text": "Would you forward two sentences to Dana? I write them for you."}],
    "clauses": [{"part": "why_now", "text": "Snowpeak is hiring", "evidence": ["fct_9a"]}],
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

ACCOUNTS: dict[str, Any] = {"items": [ACCOUNT], "next_cursor": None, "policy": POLICY}

ONE_ACCOUNT: dict[str, Any] = {**ACCOUNT, "colleagues_who_know": 0, "policy": POLICY}

SEARCH: dict[str, Any] = {"items": [{**_SNOWPEAK, "kind": "target"}]}

SUGGESTED: dict[str, Any] = {
    "items": [
        {"is": "account", "id": "com_01", "name": "Snowpeak", "detail": "snowpeak.example"},
        {"is": "person", "id": "per_03", "name": "Dana Snow", "detail": "VP Sales, Snowpeak"},
    ]
}

PATHS: dict[str, Any] = {
    "account": _SNOWPEAK,
    "as_of": "2026-11-21",
    "revision": 42,
    "policy": POLICY,
    "requester": {"id": "per_01", "name": "Rita Moss"},
    "signals": [_HIRING],
    "paths": [_PATH],
    "partial": False,
    "targets": {"known": 31, "wanted": 31, "looked_at": 31},
    "colleagues_who_know": 0,
    "no_path": None,
}

WEEK: dict[str, Any] = {
    "week": "2026-W47",
    "as_of": "2026-11-21",
    "policy": POLICY,
    "reps": [
        {
            "rep": {"id": "per_01", "email": "rita@example.com", "name": "Rita Moss"},
            "asks": [
                {
                    "connector": _IDA,
                    "target": _DANA,
                    "account": _SNOWPEAK,
                    "score": 0.24,
                    "account_value": 1.0,
                    "freshness": 0.8,
                    "learned": 1.0,
                    "verdict": _VERDICT,
                    "signals": [_HIRING],
                    "path": _PATH,
                    "logged": None,
                    "packet": _PACKET,
                }
            ],
            "held": [
                {
                    "connector": "Ida Berg",
                    "target": "Lou Park",
                    "account": "Snowdrift",
                    "account_id": "com_07",
                    "rule": "connector_full",
                    "reason": "Ida Berg's one free slot goes to Dana Wu at Snowpeak: worth 0.060 more.",
                    "score": 0.18,
                    "less": 0.06,
                    "instead": [{"connector": "Ida Berg", "target": "Dana Wu", "account": "Snowpeak"}],
                }
            ],
            "shortfall": None,
            "skipped": [],
            "counts": {"named": 1, "named_floor": 5, "made": 6, "asks_per_month": 8},
        }
    ],
    "plan": {
        "introductions": 0.24,
        "worth": 0.192,
        "names_missing": 4,
        "gap": 0.0,
        "timed_out": False,
        "taking_turns": {"introductions": 0.24, "worth": 0.192, "names_missing": 4},
    },
}

_CHAMPION: dict[str, Any] = {
    "person": _IDA,
    "account": "Acme",
    "account_id": "com_02",
    "owner": "rita@example.com",
    "layer": "power_user",
    "trigger": {"kind": "renewal", "on": "2026-11-19"},
    "momentum": 0.933,
    "tier1": True,
    "fits_filter": True,
    "missing_layers": ["economic_buyer", "executive_sponsor"],
    "window": {
        "opens_on": "2026-11-19",
        "closes_on": "2026-11-26",
        "days_left": 5,
        "ask_by": "2026-11-21",
        "expected": False,
    },
    "disqualifiers": [],
    "verdict": _VERDICT,
    "suggested": [
        {
            "target": _DANA,
            "bridge": None,
            "account": _SNOWPEAK,
            "account_owner": "rita@example.com",
            "score": 0.24,
            "chance": "strong",
            "ties": ["Both at Orchard Labs (40 people), Mar 2019 – Jun 2021"],
            "signal": _HIRING,
        }
    ],
}

CHAMPIONS: dict[str, Any] = {
    "as_of": "2026-11-21",
    "policy": POLICY,
    "items": [_CHAMPION],
    "accounts": [
        {
            "id": "com_02",
            "name": "Acme",
            "layers": {
                "economic_buyer": [],
                "power_user": [{"id": "per_02", "name": "Ida Berg"}],
                "executive_sponsor": [],
            },
            "missing_layers": ["economic_buyer", "executive_sponsor"],
        }
    ],
}

CHAMPIONS_CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Orbit//Orbit//EN\r\nBEGIN:VEVENT\r\n"
    "UID:3f0c9f61f2a1c4f0a5c0b1c6c2a7d9e4@orbit\r\nDTSTAMP:20261121T000000Z\r\n"
    "DTSTART;VALUE=DATE:20261119\r\nDTEND;VALUE=DATE:20261127\r\nSUMMARY:Ask: Ida Berg (Acme)\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)

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

_RETURN: dict[str, Any] = {
    "what": "linkedin_recommendation",
    "text": "Write them a LinkedIn recommendation.",
    "owed_since": "2026-11-16",
    "due_on": "2026-11-20",
    "done_on": None,
    "overdue": True,
}


def _event(number: int, kind: str, on: str) -> dict[str, Any]:
    told = {
        "number": number,
        "kind": kind,
        "on": on,
        "at": f"{on}T09:30:00Z",
        "by": "rita@example.com",
        "note": "",
    }
    return told | {"next_on": None, "reciprocity": None, "takes_back": None, "taken_back": False}


ASK: dict[str, Any] = {
    "id": 17,
    "state": "accepted",
    "since": "2026-11-17",
    "connector": _IDA,
    "target": _DANA,
    "account": _SNOWPEAK,
    "requester": _RITA,
    "circle": "champion",
    "reason": "3 account executives wanted",
    "trigger": "renewal",
    "joint": False,
    "planned_on": "2026-11-16",
    "ask_by": "2026-11-18",
    "closes_on": "2026-11-19",
    "asked_on": "2026-11-16",
    "reciprocity": _RETURN,
    "left_alone": True,
    "tasks": [
        {
            "kind": "reciprocity",
            "text": "Write them a LinkedIn recommendation.",
            "log_as": "reciprocity_done",
            "due_on": "2026-11-20",
            "ends_on": None,
            "done_on": None,
            "overdue": True,
        }
    ],
    "allowed": ["forwarded", "replied", "meeting", "declined", "not_now", "lost", "locked_in", "withdrawn"],
    "events": [
        _event(1, "planned", "2026-11-16") | {"reciprocity": "linkedin_recommendation"},
        _event(2, "sent", "2026-11-16"),
        _event(3, "accepted", "2026-11-17"),
    ],
}

PLANNED_ASK: dict[str, Any] = {**ASK, "packet": _PACKET, "policy": POLICY}
ONE_ASK: dict[str, Any] = {**ASK, "packet": None, "policy": POLICY}

ASKS: dict[str, Any] = {"as_of": "2026-11-21", "items": [ASK], "next_cursor": None, "policy": POLICY}

OWED: dict[str, Any] = {
    "as_of": "2026-11-21",
    "owed": [{"ask": 17, "connector": _IDA, "requester": _RITA, **_RETURN}],
    "overdue": 1,
    "done": [],
    "policy": POLICY,
}

PROBLEM: dict[str, Any] = {
    "type": "urn:problem-type:orbit:not-found",
    "title": "Nothing answers to this name",
    "status": 404,
    "detail": "no account answers to snowpaek.example.com",
    "nearest": ["Snowpeak", "Snowdrift", "Snow & Sons"],
    "request_id": "4f7c1a2b9d3e5f60",
}
