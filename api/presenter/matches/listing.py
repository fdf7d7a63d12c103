"""Open questions, those first on which most hangs; only the records of those that are shown are read."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from api.presenter.forms import Json
from api.presenter.matches.forms import decision_form, question_form, says
from api.presenter.matches.stakes import Stake, stake_of
from api.presenter.sharing.whose import seen_records, unseen_keys
from api.workspace import Scene
from orbit.errors import NotFound, UsageError
from orbit.model import EntityKind
from orbit.resolve import review
from orbit.resolve.grounds import Grounds
from orbit.resolve.review import Open, Question
from orbit.resolve.why import standing
from orbit.store.base import Judgement, Store, Verdict

MOST_MATCHES = 200
# Where nothing was weighed, either answer is as likely.
_UNWEIGHED = 0.5
_WRONG_CURSOR = "cursor is not one that a page before gave; leave it out to begin again"


class Place(NamedTuple):
    """Where a question stands in the list: contradicted decisions first, then by stake, by probability, by number."""

    undecided: bool
    stake: float
    chance: float
    number: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """An open question, how much hangs on it, and its place."""

    open: Open
    stake: Stake
    place: Place


def open_matches(store: Store, scene: Scene, kind: EntityKind) -> list[Ranked]:
    """Every open question of a kind, those first on which most hangs; no record is read."""
    return scene.once(f"open matches {kind.value}", lambda _: _ranked(store, scene, kind))


def matches_answer(store: Store, scene: Scene, kind: EntityKind, *, limit: int, cursor: str | None) -> Json:
    """One page of open questions; `cursor` is what the page before gave, and holds whatever was answered since."""
    if not 1 <= limit <= MOST_MATCHES:
        raise UsageError(f"limit must be 1 to {MOST_MATCHES}, got {limit}")
    ranked = open_matches(store, scene, kind)
    after = _read_cursor(cursor)
    rest = ranked if after is None else [one for one in ranked if one.place > after]
    page = rest[:limit]
    return {
        "kind": kind.value,
        "open": len(ranked),
        "items": list(open_forms(store, scene, page)),
        "next_cursor": _cursor(page[-1].place) if len(rest) > limit else None,
    }


def open_forms(store: Store, scene: Scene | None, page: Sequence[Ranked]) -> Iterator[Json]:
    """The questions of one page, with their records."""
    for one, question in zip(page, review.read_questions(store, [one.open for one in page]), strict=True):
        form = _form(store, as_seen(store, scene, question), contradicted=one.open.is_contradicted)
        yield form | {"stake": one.stake.value, "matters": list(one.stake.words)}


def decided_answer(store: Store, scene: Scene | None, kind: EntityKind, limit: int) -> Json:
    """What people have decided and not undone, the newest first."""
    made = _about_seen(store, scene, kind, review.decided(store, kind)[::-1])
    shown = made[:limit]
    forms = [
        _form(store, as_seen(store, scene, question), contradicted=one.is_contradicted)
        for one, question in zip(shown, review.read_questions(store, shown), strict=True)
    ]
    return {"kind": kind.value, "decided": len(made), "items": forms}


def match_answer(store: Store, scene: Scene, number: int) -> Json:
    """One question or decision with its two records; raises NotFound when it does not stand."""
    question = as_seen(store, scene, review.question(store, number))
    one = Open(question.judgement, question.between)
    stake = stake_of(scene, question.judgement.kind, question.between)
    form = _form(store, question, contradicted=one.is_contradicted)
    return form | {"stake": stake.value, "matters": list(stake.words)}


def as_seen(store: Store, scene: Scene | None, question: Question) -> Question:
    """The question with its records as the scene's viewer may see them; raises NotFound where they may not."""
    if scene is None or scene.sight is None:
        return question
    records = {one.key: one for entity in question.between for one in seen_records(store, scene, entity)}
    left, right = (records.get(one.key) for one in (question.left, question.right))
    if left is None or right is None:
        raise NotFound(f"there is no judgement {question.judgement.id} on records that you may see")
    return replace(question, left=left, right=right)


def _about_seen(store: Store, scene: Scene | None, kind: EntityKind, found: Sequence[Open]) -> list[Open]:
    """Those about records that the scene's viewer may see."""
    if scene is None:
        return list(found)
    keys = (key for one in found for key in (one.judgement.left, one.judgement.right))
    unseen = unseen_keys(store, scene, kind, keys)
    return [one for one in found if unseen.isdisjoint((one.judgement.left, one.judgement.right))]


def _form(store: Store, question: Question, *, contradicted: bool) -> Json:
    one = question.judgement
    form = question_form(question) | {
        "one": question.between[0] == question.between[1],
        "contradicted": contradicted,
        "decision": decision_form(review.decision_on(store, review.pair_of(one))),
    }
    return form | {"because": _contradiction(store, one)} if contradicted else form


def _contradiction(store: Store, one: Judgement) -> str:
    """Say which decision stands in the way of another."""
    against = [each for each in standing(store, one.kind, one.left, one.right).against if _parts(each)]
    other = f"{says(against[0])} (number {against[0].id})" if against else "other decisions hold them apart"
    return f"{says(one)}, but {other}"


def _parts(one: Judgement) -> bool:
    return one.verdict is Verdict.DIFFERENT


def _ranked(store: Store, scene: Scene, kind: EntityKind) -> list[Ranked]:
    found = _about_seen(store, scene, kind, review.open_questions(store, kind))
    return sorted((_placed(one, stake_of(scene, kind, one.between)) for one in found), key=lambda one: one.place)


def _placed(one: Open, stake: Stake) -> Ranked:
    grounds = one.judgement.grounds
    chance = _UNWEIGHED if grounds is None else Grounds.read(grounds).probability
    return Ranked(one, stake, Place(not one.is_contradicted, -stake.value, -chance, one.judgement.id))


def _cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def _read_cursor(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    try:
        undecided, stake, chance, number = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        return Place(bool(undecided), float(stake), float(chance), int(number))
    except (binascii.Error, ValueError, TypeError) as error:
        raise UsageError(_WRONG_CURSOR) from error
