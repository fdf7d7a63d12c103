"""Why paths rose, fell, appeared or vanished between two days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from api.presenter.forms import Json, evidence_form, heat_of, person_form, read_refs
from api.presenter.paths.asked import Question
from api.presenter.paths.sides import Absence, Bearing, Side, known_facts, side_of, told_facts, way_of
from api.presenter.paths.warm import WarmPath, favour_text
from api.presenter.paths.why import Part, last_seen, parts_of, timing_text
from api.workspace import Scene
from orbit.asks.wording import say_day, write_days
from orbit.model import FactId
from orbit.store.base import Store

_FACTORS = {
    Absence.NOT_OURS: "willing",
    Absence.LEFT_OUT: "willing",
    Absence.NOT_THERE: "reply",
    Absence.NO_TIE: "know",
    Absence.TOO_WEAK: "know",
}
_BEARINGS = {
    "circle": (Bearing.ROLE, Bearing.VERDICT),
    "timing": (Bearing.VERDICT,),
    "ties": (Bearing.TIES,),
    "signal": (Bearing.SIGNALS,),
    "still_there": (Bearing.JOB,),
    "seniority": (Bearing.JOB,),
    "function": (Bearing.JOB,),
    Absence.NOT_OURS.value: (Bearing.ROLE, Bearing.VERDICT),
    Absence.LEFT_OUT.value: (Bearing.ROLE, Bearing.VERDICT),
    Absence.NOT_THERE.value: (Bearing.JOB,),
    Absence.NO_TIE.value: (Bearing.TIES,),
    Absence.TOO_WEAK.value: (Bearing.TIES,),
}
_TINY = 1e-12


class ChangeKind(StrEnum):
    """What became of a path."""

    ROSE = "rose"
    FELL = "fell"
    APPEARED = "appeared"
    VANISHED = "vanished"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class _Change:
    """A path on both days, with what moved most, the new facts that bear on that, and the other new ones."""

    before: Side
    now: Side
    kind: ChangeKind
    factor: str | None
    part: str | None
    text: str
    facts: tuple[FactId, ...]
    others: tuple[FactId, ...]


def changes_form(store: Store, days: tuple[Scene, Scene], question: Question, pairs: Iterable[tuple[int, int]]) -> Json:
    """The designed JSON of `--diff`: each pair's score on both days and why it moved, the largest move first."""
    before, now = days
    changes = [_change(side_of(before, question, pair), side_of(now, question, pair)) for pair in pairs]
    changes.sort(key=lambda one: (-abs(one.now.score - one.before.score), one.now.connector, one.now.target))
    refs = read_refs(store, now, (fact for change in changes for fact in (*change.facts, *change.others)))
    forms = [
        {
            "change": change.kind.value,
            "connector": person_form(now, change.now.connector, "connector"),
            "target": person_form(now, change.now.target, "target"),
            "before": None if change.before.path is None else change.before.score,
            "after": None if change.now.path is None else change.now.score,
            "factor": change.factor,
            "part": change.part,
            "text": change.text,
            "evidence": evidence_form(refs, change.facts),
            "also_new": evidence_form(refs, change.others),
        }
        for change in changes
    ]
    return {"since": before.as_of.isoformat(), "paths": forms}


def _change(before: Side, now: Side) -> _Change:
    factor, part, text = _reason(before, now)
    people = way_of(before if now.path is None else now)
    known = known_facts(before, people)
    told = told_facts(now, people)
    bearing = [fact for of in _BEARINGS.get(part or "", ()) for fact in told[of]]
    others = [fact for facts in told.values() for fact in facts if fact not in bearing]
    kind, new = _kind(before, now), (_without(known, facts) for facts in (bearing, others))
    return _Change(before, now, kind, factor, part, text, *new)


def _without(known: frozenset[FactId], facts: Iterable[FactId]) -> tuple[FactId, ...]:
    return tuple(dict.fromkeys(fact for fact in facts if fact not in known))


def _kind(before: Side, now: Side) -> ChangeKind:
    """A path that is too faint to be shown counts as none."""
    least = now.scene.policy.search.min_score
    was, is_now = before.score >= least, now.score >= least
    if was != is_now:
        return ChangeKind.APPEARED if is_now else ChangeKind.VANISHED
    if before.score == now.score:
        return ChangeKind.SAME
    return ChangeKind.ROSE if now.score > before.score else ChangeKind.FELL


def _reason(before: Side, now: Side) -> tuple[str | None, str | None, str]:
    """The factor and the part of it that moved most, and what happened, in words."""
    if before.score == now.score:
        return None, None, "Nothing has changed"
    if now.absence is not None:
        return _FACTORS[now.absence], now.absence.value, _no_more(now)
    if before.absence is not None:
        return _FACTORS[before.absence], before.absence.value, _not_yet(before)
    part = _most_moved(before, now)
    return part.factor, part.name, _moved_text(before, now, part)


def _not_yet(side: Side) -> str:
    connector, target, account = _names(side)
    return {
        Absence.NOT_OURS: f"{connector} was not one of our people yet",
        Absence.LEFT_OUT: f"{connector} was not in the circles asked for yet",
        Absence.NOT_THERE: f"{target} was not known to be {_whom(side, account)} yet",
        Absence.NO_TIE: f"Nothing tied {connector} to {target} yet",
        Absence.TOO_WEAK: f"Nothing tied {connector} to {target} strongly enough yet",
    }[side.absence or Absence.NO_TIE]


def _no_more(side: Side) -> str:
    connector, target, account = _names(side)
    elsewhere = person_form(side.scene, side.target)["company"]
    gone = f"; now at {elsewhere}" if elsewhere not in {None, account} else ""
    return {
        Absence.NOT_OURS: f"{connector} is no longer one of our people",
        Absence.LEFT_OUT: f"{connector} is not in the circles asked for any more",
        Absence.NOT_THERE: f"{target} is not known to be {_whom(side, account)} any more{gone}",
        Absence.NO_TIE: f"Nothing that still counts ties {connector} to {target}",
        Absence.TOO_WEAK: f"Nothing ties {connector} to {target} strongly enough any more",
    }[side.absence or Absence.NO_TIE]


def _whom(side: Side, account: str) -> str:
    return f"one of those asked for at {account}" if side.search.is_narrowed else f"at {account}"


def _names(side: Side) -> tuple[str, str, str]:
    snapshot = side.scene.view.snapshot
    people = snapshot.name_of_person(side.connector), snapshot.name_of_person(side.target)
    return *people, snapshot.name_of_company(side.search.company)


def _most_moved(before: Side, now: Side) -> Part:
    """Of the parts that moved the way the score did, the one that moved most, as it is now."""
    pairs = list(zip(_parts(before), _parts(now), strict=True))
    rose = now.score >= before.score
    moves = [(_growth(old.value, new.value) * (1 if rose else -1), new) for old, new in pairs]
    return max(moves, key=lambda move: move[0])[1]


def _growth(old: float, new: float) -> float:
    """How many times a number has grown, as a logarithm; policy may make one zero."""
    return math.log(max(new, _TINY) / max(old, _TINY))


def _parts(side: Side) -> Sequence[Part]:
    """What multiplies to the score, the ties of a way taken together: two days may have ways of different length."""
    path = _path(side)
    told = [part for part in parts_of(side.scene, path, side.search) if part.factor not in {"know", "sure"}]
    return [*told[:2], Part("know", "ties", path.know, ""), *told[2:], Part("sure", "one_person", path.sure, "")]


def _path(side: Side) -> WarmPath:
    if side.path is None:
        raise ValueError("a day without a path has no parts")
    return side.path


def _moved_text(before: Side, now: Side, part: Part) -> str:
    connector, target, account = _names(now)
    if part.name == "circle":
        was, is_now = (favour_text(side.scene, _path(side)) for side in (before, now))
        return f"{connector}: {is_now}; before: {was}"
    if part.name == "timing":
        return _timing(now)
    # Who is one person is the same on both days: only another way has others on it.
    if part.name in {"ties", "one_person"}:
        return _ties_text(before, now)
    if part.name == "signal":
        return _signal_text(before, now, account)
    if part.name == "still_there":
        seen = last_seen(now.scene, int(now.scene.view.jobs[now.target]))
        again = "was seen at" if now.score >= before.score else "was last known to be at"
        return f"{target} {again} {account} on {seen}"
    return f"{target}: {_title(now)}; before: {_title(before)}"


def _timing(side: Side) -> str:
    snapshot = side.scene.view.snapshot
    decided = side.scene.ranking_verdict(snapshot.person_entity(side.connector))
    return timing_text(snapshot.name_of_person(side.connector), decided)


def _title(side: Side) -> str:
    return person_form(side.scene, side.target)["title"] or "no title known"


def _ties_text(before: Side, now: Side) -> str:
    """The tie that changed most in words, or the new way."""
    old, new, name = _path(before), _path(now), now.scene.view.snapshot.name_of_person
    if way_of(before) != way_of(now):
        ways = (" → ".join(map(name, way_of(side))) for side in (now, before))
        return "The way is now {}; before: {}".format(*ways)
    moves = [
        (abs(_growth(was.strength, is_now.strength)), was, is_now, pair)
        for was, is_now, pair in zip(old.ties, new.ties, pairwise(way_of(now)), strict=True)
    ]
    _, was, is_now, (one, other) = max(moves, key=lambda move: move[0])
    between = f"{name(one)} → {name(other)}"
    if was.text != is_now.text:
        return f"{between}: {is_now.text}; before: {was.text}"
    became = "has grown" if is_now.strength > was.strength else "has faded"
    return f"{between}: {is_now.text}; it {became} with time"


def _signal_text(before: Side, now: Side, account: str) -> str:
    scene, then = now.scene, before.scene.as_of
    parts = heat_of(scene, now.search.company).parts
    new = next((part.signal for part in parts if part.signal.on > then), None)
    if new is not None and now.score >= before.score:
        return f"New at {account}: {write_days(new.title)}, {say_day(new.on)}"
    return f"The signals at {account} have faded since {say_day(then)}"
