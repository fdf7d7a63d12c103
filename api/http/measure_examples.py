"""One invented answer per route of measures and sessions, shown in OpenAPI."""

from __future__ import annotations

from typing import Any

from api.http.examples import ASK, PLANNED_ASK, WEEK

_REP: dict[str, Any] = {"id": "per_01", "name": "Rita Moss", "email": "rita@example.com"}
_ASK_OF_WEEK: dict[str, Any] = WEEK["reps"][0]["asks"][0]
_POLICY = "6bbfdc8ea4521094"


def _share(count: int, of: int, open_: int, share: float, low: float, high: float) -> dict[str, Any]:
    return {"count": count, "of": of, "open": open_, "share": share, "low": low, "high": high}


_RATES: dict[str, Any] = {
    "made": 12,
    "accepted": _share(5, 10, 2, 0.5, 0.2366, 0.7634),
    "forwarded": _share(4, 10, 2, 0.4, 0.1682, 0.6873),
    "meeting": _share(2, 8, 4, 0.25, 0.0715, 0.5907),
}
_EARLY: dict[str, Any] = {
    "since": "2026-11-02",
    "until": "2026-11-08",
    "made": 3,
    "counted": 2,
    "answered": 1,
    "target": 2,
    "triggers": ["closed_won", "renewal"],
}
_MONTHS: list[dict[str, Any]] = [{"month": "2026-10", "made": 6}, {"month": "2026-11", "made": 5}]

_REFERRALS: dict[str, Any] = {
    "from": "2026-09-01",
    "to": "2026-11-30",
    "opportunities": {
        "from_asks": 3,
        "claimed": 4,
        "claimed_alone": 2,
        "unknown": 0,
        "total": 40,
        "basis": "imported",
        "share": _share(5, 40, 0, 0.125, 0.0546, 0.2611),
        "logged": _share(3, 40, 0, 0.075, 0.0258, 0.1986),
        "target": 0.15,
        "text": "Of 40 opportunities from the CRM, 5 were referred (12%, 5% to 26%): 3 by logged asks, 2 by their lead "
        "source alone.",
    },
    "won": {
        "from_asks": 1,
        "claimed": 0,
        "claimed_alone": 0,
        "unknown": 0,
        "total": 8,
        "basis": "on_file",
        "share": _share(1, 8, 0, 0.125, 0.0224, 0.4709),
        "logged": _share(1, 8, 0, 0.125, 0.0224, 0.4709),
        "target": 0.25,
        "text": "Logged asks led to closed-won deals at 1 account, of 8 on file.",
    },
}

MEASURES: dict[str, Any] = {
    "month": "2026-11",
    "as_of": "2026-11-21",
    "asks": {
        "made": 5,
        "target": 8,
        "claimed_ratio": 4.0,
        "reps": [
            {
                "rep": _REP,
                "made": 5,
                "planned": 1,
                "target": 8,
                "missing": 3,
                "claimed": 12,
                "claimed_ratio": 2.4,
                "early": _EARLY,
                "months": [{**month, "claimed": None} for month in _MONTHS[:-1]] + [{**_MONTHS[-1], "claimed": 12}],
            }
        ],
    },
    "rates": {
        "from": "2025-12-01",
        "to": "2026-11-30",
        "all": _RATES,
        "circles": [{"circle": "champion", **_RATES}],
        "triggers": [{"trigger": "renewal", **_RATES}],
    },
    "kept": [{"kind": "draft", "on_time": _share(2, 4, 1, 0.5, 0.15, 0.85), "late": 1, "overdue": 1}],
    "referrals": _REFERRALS,
    "calibration": {
        "brier": 0.16,
        "usual": 0.19,
        "bins": [{"low": 0.1, "high": 0.2, "asks": 12, "said": 0.14, "real": 0.1667}],
    },
    "policy": _POLICY,
}

CLAIM: dict[str, Any] = {
    "rep": {"id": "per_01", "name": "Rita Moss", "email": "rita@example.com"},
    "month": "2026-11",
    "claimed": 12,
    "by": "rita@example.com",
    "at": "2026-11-21T09:30:00Z",
}

SESSION_CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Orbit//Orbit//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
    "BEGIN:VEVENT\r\nUID:2f1c9a@orbit\r\nDTSTAMP:20261207T000000Z\r\nDTSTART:20261208T090000\r\n"
    "DTEND:20261208T091500\r\nSUMMARY:Ask Ida Berg for Dana Wu (Snowpeak)\r\nDESCRIPTION:Ask by 2026-12-09.\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)

SESSION: dict[str, Any] = {
    "month": "2026-12",
    "as_of": "2026-12-07",
    "us": "Northwind Tools",
    "held_on": "2026-12-07",
    "standups": {"minutes": 5, "on": ["2026-12-14", "2026-12-21", "2026-12-28"]},
    "next_on": "2027-01-04",
    "minutes": 60,
    "hold_hour": 10,
    "hold_minutes": 15,
    "sheets": [
        {
            "rep": {**_REP, "mode": "ae"},
            "minutes": 60,
            "agenda": [{"minutes": 60, "text": "Go through the candidates"}],
            "floor": 5,
            "named": 1,
            "candidates": [
                {
                    **{key: _ASK_OF_WEEK[key] for key in ("connector", "target", "account", "score", "verdict")},
                    "circle": "champion",
                    "trigger": {"kind": "renewal", "on": "2026-12-04"},
                    "signals": _ASK_OF_WEEK["signals"],
                    "ask_on": "2026-12-08",
                    "hold_at": "2026-12-08T10:00:00",
                    "ask_by": "2026-12-08",
                    "closes_on": "2026-12-11",
                    "joint": False,
                    "packet": PLANNED_ASK["packet"],
                    "logged": None,
                }
            ],
            "commitments": [
                {
                    "ask": 17,
                    "kind": "reciprocity",
                    "text": "Write them a LinkedIn recommendation.",
                    "log_as": "reciprocity_done",
                    "due_on": "2026-11-20",
                    "overdue": True,
                    **{key: ASK[key] for key in ("connector", "target", "account")},
                }
            ],
            "flags": [
                {
                    "kind": "no_signal",
                    "text": "1 of 4 target accounts show no fresh signal: import signals.",
                    "count": 1,
                    "names": ["Lonely Island"],
                }
            ],
            "counts": {
                "month": "2026-11",
                "target": 8,
                "payback": 3,
                "planned": 1,
                **_RATES,
                "early": _EARLY,
                "months": _MONTHS,
                "referrals": _REFERRALS,
            },
        }
    ],
    "team": {
        "named": 1,
        "least_named": 40,
        "most_named": 60,
        "floor": 5,
        "short": [{"rep": _REP, "named": 1, "pair_with": None}],
        "made": 5,
        "target": 8,
        "overdue": 1,
        "referrals": _REFERRALS,
    },
    "policy": _POLICY,
}
