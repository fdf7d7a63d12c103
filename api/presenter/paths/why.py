"""What a score is made of, in words and numbers, and what would raise it most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from api.presenter.doubts import doubt_text
from api.presenter.forms import Json, heat_of
from api.presenter.paths.warm import WarmPath, favour_text, stops
from api.workspace import Scene
from orbit.asks.gate.verdict import Status, Verdict
from orbit.asks.wording import say_day, write_days
from orbit.book import SignalView
from orbit.graph.lift import confirmed, dated
from orbit.graph.snapshot import FUNCTIONS, SENIORITIES
from orbit.graph.targets import TargetSearch, certain_until, reply_of
from orbit.model import FactId, Ref, SignalKind
from orbit.signals import heat
from orbit.titles import JobFunction, Seniority

_RANKS = {
    Seniority.C_LEVEL: "chief",
    Seniority.VP: "vice president",
    Seniority.DIRECTOR: "director",
    Seniority.MANAGER: "manager",
    Seniority.INDIVIDUAL: "leads nobody",
    Seniority.UNKNOWN: "rank unknown",
}
_STRATEGIC, _OWN = "strategic_account", "own_network"
# Enough companies to tell which kind of signal is usual.
_MOST_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a score and what it says; in the order given, the parts of a factor multiply to it."""

    factor: str
    name: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Raise:
    """Something that could come true, and the score that the path would have then."""

    factor: str
    what: str
    text: str
    score: float


def why_form(scene: Scene, path: WarmPath, search: TargetSearch) -> Json:
    """The designed JSON of `--why`: the factors with their parts, the weakest part, and what would raise the score."""
    parts = list(parts_of(scene, path, search))
    values = path.factors
    least = min(values, key=lambda name: values[name])
    weakest = min((part for part in parts if part.factor == least), key=lambda part: part.value)
    factors = [
        {
            "factor": name,
            "value": value,
            "parts": [_part_form(part) for part in parts if part.factor == name],
        }
        for name, value in values.items()
    ]
    return {
        "why": {"factors": factors, "weakest": {"factor": weakest.factor} | _part_form(weakest)},
        "raise": [
            {
                "what": one.what,
                "factor": one.factor,
                "text": one.text,
                "score": one.score,
                "gain": one.score - path.score,
            }
            for one in raises_of(scene, path, search)
        ],
    }


def _part_form(part: Part) -> Json:
    return {"part": part.name, "value": part.value, "text": part.text}


def parts_of(scene: Scene, path: WarmPath, search: TargetSearch) -> Iterator[Part]:
    """Yield the numbers of a score in the order in which they are multiplied."""
    name, reply = scene.view.snapshot.name_of_person, path.reply
    connector, target = name(path.found.connector), name(path.found.target)
    job = int(scene.view.jobs[path.found.target])
    yield Part("willing", "circle", path.willing.prior, f"{connector}: {favour_text(scene, path)}")
    yield Part("willing", "timing", path.willing.timing, _asking_text(scene, path))
    yield Part("know", "passes_on", path.passes_on, _passing_text(scene, path))
    for (one, other), tie in zip(pairwise(stops(path.found)), path.ties, strict=True):
        yield Part("know", "tie", tie.strength, f"{name(one)} → {name(other)}: {tie.text}")
    yield Part("reply", "seniority", reply.seniority, f"{target}: {_rank_text(scene, job)}")
    yield Part("reply", "function", reply.function, _function_text(scene, job, reply.function))
    yield Part("reply", "signal", reply.signal, _signal_text(scene, search))
    yield Part("reply", "still_there", reply.still_there, _seen_text(scene, job, target))
    for doubt in path.doubts:
        yield Part("sure", "one_person", doubt.sure, doubt_text(scene, doubt))


def raises_of(scene: Scene, path: WarmPath, search: TargetSearch) -> list[Raise]:
    """What would raise a score, the most first."""
    options = [
        *_if_asked(scene, path),
        *_if_known(scene, path),
        *_if_replied(scene, path, search),
        *_if_one(scene, path),
    ]
    return sorted((one for one in options if one.score > path.score), key=lambda one: (-one.score, one.what, one.text))


def timing_text(connector: str, verdict: Verdict) -> str:
    """Say whether somebody may be asked now."""
    if verdict.status is Status.OPEN:
        return f"{connector} may be asked now"
    reason = f": {verdict.reasons[0].text}" if verdict.reasons else ""
    may = "may only be asked jointly" if verdict.status is Status.JOINT_MOTION else "may not be asked now"
    return f"{connector} {may}{reason}"


def _asking_text(scene: Scene, path: WarmPath) -> str:
    own = next((reason for reason in path.verdict.reasons if reason.rule == _OWN), None)
    name = scene.view.snapshot.name_of_person(path.found.connector)
    return timing_text(name, _decided(scene, path)) if own is None else own.text.rstrip(".")


def _decided(scene: Scene, path: WarmPath) -> Verdict:
    """The verdict that ranks: the one that an account executive would get."""
    return scene.ranking_verdict(scene.view.snapshot.person_entity(path.found.connector))


def _passing_text(scene: Scene, path: WarmPath) -> str:
    if path.found.bridge is None:
        return "Nobody in between has to pass it on"
    return f"{scene.view.snapshot.name_of_person(path.found.bridge)} has to pass it on"


def _rank_text(scene: Scene, job: int) -> str:
    places = scene.view.places
    title = scene.view.snapshot.title_text(int(places.title[job])) or "no title known"
    return f"{title} ({_RANKS[SENIORITIES[places.seniority[job]]]})"


def _function_text(scene: Scene, job: int, factor: float) -> str:
    function = FUNCTIONS[scene.view.places.function[job]]
    if function is JobFunction.UNKNOWN:
        return "Function unknown"
    return f"{function.value.replace('_', ' ').capitalize()}: we {'sell' if factor == 1 else 'do not sell'} to it"


def _signal_text(scene: Scene, search: TargetSearch) -> str:
    parts = heat_of(scene, search.company).parts
    if not parts:
        return f"No fresh signal at {scene.view.snapshot.name_of_company(search.company)}"
    first = parts[0].signal
    more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
    return f"{write_days(first.title)}, {say_day(first.on)}{more}: a heat of {search.heat:.0%}"


def _seen_text(scene: Scene, job: int, target: str) -> str:
    places = scene.view.places
    where = scene.view.snapshot.name_of_company(int(places.company[job]))
    return f"{target} was last known to be at {where} on {last_seen(scene, job)}"


def last_seen(scene: Scene, job: int) -> str:
    """The last day for which a job is certain, in words."""
    return say_day(date.fromordinal(int(certain_until(scene.view.places, slice(job, job + 1))[0])))


def _if_asked(scene: Scene, path: WarmPath) -> Iterator[Raise]:
    """What if the connector might be asked?"""
    decided = _decided(scene, path)
    if decided.status is not Status.BLOCKED:
        return
    connector = scene.view.snapshot.name_of_person(path.found.connector)
    is_joint = any(reason.rule == _STRATEGIC for reason in decided.reasons)
    timing = scene.policy.willing.when_joint if is_joint else 1.0
    willing = replace(path.willing, timing=timing, value=path.willing.prior * timing)
    reason = decided.reasons[0].text
    if decided.opens_on is not None:
        text = f"From {say_day(decided.opens_on)} {connector} may be asked, as far as known today. {reason}"
    else:
        text = f"What keeps {connector} from being asked is settled. {reason}"
    yield Raise("willing", "verdict", text, replace(path, willing=willing).score)


def _if_known(scene: Scene, path: WarmPath) -> Iterator[Raise]:
    """What if more were known of a tie?"""
    snapshot, ties = scene.view.snapshot, scene.view.ties
    for place, (one, other) in enumerate(pairwise(stops(path.found))):
        tie = path.ties[place]
        names = snapshot.name_of_person(one), snapshot.name_of_person(other)
        sure = confirmed(tie, scene.policy.gaps.confirmed_closeness)
        text = f"{names[0]} confirms knowing {names[1]} well ({sure.strength:.0%})"
        yield Raise("know", "confirm", text, _with_tie(path, place, sure.strength))
        shown = dated(snapshot, ties, one, other)
        if shown is not None:
            text = f"Dates show that {names[0]} and {names[1]} were at one company together ({shown.strength:.0%})"
            yield Raise("know", "dates", text, _with_tie(path, place, shown.strength))


def _with_tie(path: WarmPath, place: int, strength: float) -> float:
    ties = list(path.ties)
    ties[place] = replace(ties[place], strength=strength)
    return replace(path, ties=tuple(ties)).score


def _if_replied(scene: Scene, path: WarmPath, search: TargetSearch) -> Iterator[Raise]:
    """What if the account gave a new reason to write, or the target were seen there today?"""
    snapshot, job = scene.view.snapshot, int(scene.view.jobs[path.found.target])
    account, target = snapshot.name_of_company(search.company), snapshot.name_of_person(path.found.target)
    kind = scene.once("usual_signal", _usual_signal)
    hotter = replace(search, heat=_heat_with(scene, search, kind))
    reply = reply_of(scene.view.places, job, hotter, scene.policy.reply)
    text = f"{account} shows a new signal, of the kind seen most ({kind.value.replace('_', ' ')})"
    yield Raise("reply", "signal", text, replace(path, reply=reply).score)
    there = replace(path.reply, still_there=1.0, value=_product(path, still_there=1.0))
    text = f"{target} is seen at {account} today; last known there on {last_seen(scene, job)}"
    yield Raise("reply", "still_there", text, replace(path, reply=there).score)


def _if_one(scene: Scene, path: WarmPath) -> Iterator[Raise]:
    """What if somebody looked and said that it is one person?"""
    for doubt in path.doubts:
        others = tuple(one for one in path.doubts if one is not doubt)
        text = f"Somebody confirms in review that {scene.view.snapshot.name_of_person(doubt.person)} is one person"
        yield Raise("sure", "review", text, replace(path, doubts=others).score)


def _product(path: WarmPath, *, still_there: float) -> float:
    return path.reply.seniority * path.reply.function * path.reply.signal * still_there


def _heat_with(scene: Scene, search: TargetSearch, kind: SignalKind) -> float:
    company = scene.view.snapshot.company_entity(search.company)
    new = SignalView(company, kind, "new", "", scene.as_of, 1.0, None, FactId(""), Ref("", ""))
    signals = [*scene.book.signals(company, scene.as_of), new]
    return heat(signals, scene.as_of, scene.policy.signals).value


def _usual_signal(scene: Scene) -> SignalKind:
    """The kind of signal that our sources tell most often up to the scene's day, at the first companies by id."""
    some = islice(sorted(scene.book.contents.signals), _MOST_COUNTED)
    seen = Counter(signal.kind for company in some for signal in scene.book.signals(company, scene.as_of))
    return max(SignalKind, key=lambda kind: seen[kind])
