"""The measures in a terminal: bars of plain characters, 80 columns wide, that need no colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from rich.cells import set_cell_size

from api.cli.console import print_text, visible
from api.cli.tables import count_of

Json = Mapping[str, Any]
_WIDTH, _NAME, _STEP, _BAR = 80, 24, 10, 20
_INDENT = " " * 6
_KEPT = {
    "ask": "asked by the day",
    "draft": "draft sent",
    "reciprocity": "given back",
    "closure_note": "connector told",
    "check_in": "checked in after a no",
    "follow_up": "followed up",
}
_DEALS = {"opportunities": "opportunities", "won": "closed-won"}
_STEPS = (("accepted", "yes"), ("forwarded", "forwarded"), ("meeting", "meeting"))


def print_measures(answer: Json) -> None:
    """Asks per rep, how far asks came, what was done on time, and what share of deals came from asks."""
    for line in _lines(answer):
        for part in wrap(line, _WIDTH, subsequent_indent=_INDENT) or [""]:
            print_text(part)


def bar(value: float, target: float, width: int = _BAR) -> str:
    """Draw a number against a target, which is the whole width; a little of it is never drawn as nothing."""
    filled = min(width, round(width * value / target)) if target else 0
    filled = max(filled, 1) if value > 0 else filled
    return "#" * filled + "." * (width - filled)


def range_bar(share: Json, width: int = _BAR) -> str:
    """Draw a share of 0 to 1 as o, and the interval around it as dashes."""
    if share["share"] is None:
        return "." * width
    at, low, high = (min(width - 1, int(width * share[key])) for key in ("share", "low", "high"))
    drawn = ["-" if low <= place <= high else "." for place in range(width)]
    drawn[at] = "o"
    return "".join(drawn)


def _lines(answer: Json) -> Iterator[str]:
    asks = answer["asks"]
    yield f"Asks in {answer['month']}, as of {answer['as_of']}: {asks['made']}"
    for rep in asks["reps"]:
        yield from _rep(rep, asks["claimed_ratio"])
    if not asks["reps"]:
        yield "  No rep owns a target account, and nobody has asked."
    yield from _months(asks["reps"])
    yield from _rates(answer["rates"])
    yield from _kept(answer["kept"])
    yield from _referrals(answer["referrals"])


def _rep(rep: Json, usual: float) -> Iterator[str]:
    planned = f", {rep['planned']} planned" if rep["planned"] else ""
    yield f"  {_label(_who(rep['rep']))} [{bar(rep['made'], rep['target'])}] {rep['made']} of {rep['target']}{planned}"
    early = rep["early"]
    if early["made"]:
        events = " or ".join(event.replace("_", "-") for event in early["triggers"])
        counted = f"{early['counted']} after {events} (target {early['target']}), {early['answered']} answered"
        yield f"      {early['since']} to {early['until']}: {counted}"
    if rep["claimed"] is not None:
        ratio = rep["claimed_ratio"]
        times = f", {ratio:.1f} times as many (usually {usual:.0f})" if ratio is not None else ""
        yield f"      claimed {rep['claimed']}, logged {rep['made']}{times}"


def _months(reps: Sequence[Json]) -> Iterator[str]:
    if not reps:
        return
    yield ""
    yield "Asks by month"
    target = sum(rep["target"] for rep in reps)
    for place, month in enumerate(reps[0]["months"]):
        made = sum(rep["months"][place]["made"] for rep in reps)
        yield f"  {_label(month['month'])} [{bar(made, target)}] {made} of {target}"


def _rates(rates: Json) -> Iterator[str]:
    yield ""
    yield f"What came of the asks made from {rates['from']} to {rates['to']}"
    if not rates["all"]["made"]:
        yield "  No asks yet."
        return
    groups = [("all", rates["all"])]
    groups += [(each["circle"].replace("_", " "), each) for each in rates["circles"]]
    groups += [(f"after {(each['trigger'] or 'no value event').replace('_', ' ')}", each) for each in rates["triggers"]]
    for name, group in groups:
        yield f"  {name}: {count_of(group['made'], 'ask')}"
        for key, step in _STEPS:
            yield f"    {_label(step, _STEP)} [{range_bar(group[key])}] {_share(group[key])}"
    yield "  0% is left, 100% right; o is the share, the dashes are its 95% interval."


def _kept(kept: Sequence[Json]) -> Iterator[str]:
    if not kept:
        return
    yield ""
    yield "Done on time, of what was due in the month"
    for each in kept:
        share = each["on_time"]
        late = f", {each['late']} late" if each["late"] else ""
        overdue = f", {each['overdue']} overdue" if each["overdue"] else ""
        waits = f", {share['open']} due later" if share["open"] else ""
        done = f"{share['count']} of {share['of']}{late}{overdue}{waits}"
        yield f"  {_label(_KEPT[each['kind']])} [{bar(share['count'], share['of'])}] {done}"


def _referrals(referrals: Json) -> Iterator[str]:
    yield ""
    yield f"Referred deals from {referrals['from']} to {referrals['to']}"
    for key, name in _DEALS.items():
        each = referrals[key]
        if each["share"] is not None and each["share"]["of"]:
            yield f"  {_label(name)} [{range_bar(each['share'])}] {_share(each['share'])}"
            yield from _logged(each)
            yield f"    The target is {each['target']:.0%}."
        yield f"    {each['text']}"
    if referrals["opportunities"]["basis"] == "not_known":
        yield "    Import them with: orbit ingest crm_opportunities FILE"


def _logged(each: Json) -> Iterator[str]:
    """Of imported deals, what the log says beside what their lead sources claim."""
    if each["basis"] == "imported":
        yield f"  {_label('  from logged asks')} [{range_bar(each['logged'])}] {_share(each['logged'])}"
        yield f"    Their lead source claims {each['claimed']}, the log has {each['from_asks']}."


def _share(share: Json) -> str:
    """A share with its numbers: 40% (17% to 69%), 4 of 10, 2 open."""
    open_ = f", {share['open']} open" if share["open"] else ""
    if share["share"] is None:
        return f"none settled{open_}"
    between = f"{share['low']:.0%} to {share['high']:.0%}"
    return f"{share['share']:.0%} ({between}), {share['count']} of {share['of']}{open_}"


def _who(rep: Json | None) -> str:
    return "(erased)" if rep is None else rep["name"] or rep["email"] or rep["id"]


def _label(text: str, width: int = _NAME) -> str:
    return set_cell_size(visible(text).replace("\n", " "), width)
