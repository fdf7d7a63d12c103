"""The charts of a measured month: what the presenter counted, as drawings with the same numbers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from api.web.charts.counts import Count, month_bars, rep_bars
from api.web.charts.shares import Part, Said, reliability, share_rows
from api.web.charts.svg import Named
from api.web.words import plain, spaced
from orbit.asks.month.shares import wilson

Json = Mapping[str, Any]
_STEPS = (("accepted", "Said yes"), ("forwarded", "Forwarded"), ("meeting", "Led to a meeting"))
_TASKS = {
    "ask": "Asked by the day",
    "draft": "Draft sent",
    "reciprocity": "Favour returned",
    "closure_note": "Connector told",
    "check_in": "Checked in",
    "follow_up": "Followed up",
}
_DEALS = {"opportunities": "Opportunities", "won": "Closed-won deals"}
_LOGGED = "from logged asks"


def charts_of(answer: Json) -> dict[str, Markup | None]:
    """Draw what a month's answer has numbers for; None in place of a chart without any."""
    return {
        "reps": _reps(answer),
        "months": _months(answer),
        "steps": _steps(answer),
        "circles": _circles(answer),
        "kept": _kept(answer),
        "deals": _deals(answer),
        "honesty": _honesty(answer),
    }


def month_counts(answer: Json) -> list[dict[str, Any]]:
    """How many asks all shown reps made, month by month, how many they claim, and how many were to be made."""
    reps = answer["asks"]["reps"]
    target = answer["asks"]["target"] * len(reps)
    return [_month(months, target) for months in zip(*(rep["months"] for rep in reps), strict=True)]


def share_words(share: Json) -> str:
    """A share with its numbers and its interval; what is open stands beside it."""
    told = f"{share['count']} of {share['of']}" if share["of"] else "none settled"
    if share["share"] is not None:
        told = f"{share['share']:.0%} ({share['low']:.0%} to {share['high']:.0%}), {told}"
    return f"{told}, {share['open']} open" if share["open"] else told


def deal_rows(referrals: Json) -> list[tuple[str, Json, float | None]]:
    """The shares of deals that are known, each with its words and target; of imported ones the logged part, too."""
    rows: list[tuple[str, Json, float | None]] = []
    for name, word in _DEALS.items():
        deals = referrals[name]
        if deals["share"]:
            rows.append((word, deals["share"], deals["target"]))
        if deals["basis"] == "imported":
            rows.append((_LOGGED, deals["logged"], None))
    return rows


def task_word(kind: str) -> str:
    """What was to be done, in words."""
    return _TASKS.get(kind, spaced(kind))


def rep_name(rep: Json) -> str:
    """Whose row it is."""
    return plain(rep["rep"]["name"]) if rep["rep"] else "(erased)"


def month_word(month: str) -> str:
    """A month in short: Nov 2026."""
    return f"{date.fromisoformat(f'{month}-01'):%b %Y}"


def _month(months: Sequence[Json], target: int) -> dict[str, Any]:
    claims = [month["claimed"] for month in months if month["claimed"] is not None]
    return {
        "month": months[0]["month"],
        "made": sum(month["made"] for month in months),
        "claimed": sum(claims) if claims else None,
        "target": target,
    }


def _reps(answer: Json) -> Markup | None:
    asks = answer["asks"]
    counts = [Count(rep_name(rep), rep["made"]) for rep in asks["reps"]]
    if not counts:
        return None
    told = "; ".join(f"{count.label}: {count.made}" for count in counts)
    named = Named("chart-reps", "Asks per rep", f"The target is {asks['target']} each. {told}.")
    return rep_bars(counts, asks["target"], named)


def _months(answer: Json) -> Markup | None:
    months = month_counts(answer)
    if not months:
        return None
    counts = [Count(month_word(month["month"])[:3], month["made"]) for month in months]
    told = "; ".join(f"{month_word(month['month'])}: {month['made']}" for month in months)
    named = Named("chart-months", "Asks by month", f"The target is {months[-1]['target']} a month. {told}.")
    return month_bars(counts, months[-1]["target"], named)


def _steps(answer: Json) -> Markup | None:
    rates = answer["rates"]["all"]
    parts = [_part(word, rates[step]) for step, word in _STEPS]
    return _shares("chart-steps", "What came of the asks", parts, [rates[step] for step, _ in _STEPS])


def _circles(answer: Json) -> Markup | None:
    circles = answer["rates"]["circles"]
    parts = [_part(spaced(one["circle"]), one["accepted"]) for one in circles]
    return _shares("chart-circles", "Who says yes", parts, [one["accepted"] for one in circles])


def _kept(answer: Json) -> Markup | None:
    kept = answer["kept"]
    parts = [_part(task_word(one["kind"]), one["on_time"]) for one in kept]
    return _shares("chart-kept", "Done on time", parts, [one["on_time"] for one in kept])


def _deals(answer: Json) -> Markup | None:
    rows = deal_rows(answer["referrals"])
    parts = [_part(word, share, target) for word, share, target in rows]
    return _shares("chart-deals", "Referred deals", parts, [share for _, share, _ in rows])


def _honesty(answer: Json) -> Markup | None:
    bins = answer["calibration"]["bins"]
    if not bins:
        return None
    points = [_said(one) for one in bins]
    told = "; ".join(f"of {point.asks} said to be {point.said:.0%} likely, {point.real:.0%}" for point in points)
    return reliability(points, Named("chart-honesty", "How honest the chances were", f"Came true: {told}."))


def _said(one: Json) -> Said:
    low, high = wilson(round(one["real"] * one["asks"]), one["asks"])
    return Said(one["said"], one["real"], low, high, one["asks"])


def _part(label: str, share: Json, target: float | None = None) -> Part:
    return Part(label, share["share"], share["low"], share["high"], target)


def _shares(mark: str, title: str, parts: Sequence[Part], shares: Sequence[Json]) -> Markup | None:
    if not parts:
        return None
    told = "; ".join(f"{part.label}: {share_words(share)}" for part, share in zip(parts, shares, strict=True))
    return share_rows(parts, Named(mark, title, f"{told}."))
