"""Deciding matches on behalf of a program: each call once, however often it is repeated."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.presenter.asks.logbook import Author, Written
from api.presenter.forms import Json
from api.presenter.matches.forms import moment_form
from orbit.errors import KeyReused
from orbit.policy import Policy
from orbit.resolve import review
from orbit.store.base import Batch, Store, Verdict

# Under this name a workspace keeps the calls of late by which programs decided; never more than so many.
_CALLS = "match_calls"
_MOST_CALLS = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """What a program says of the two records of a judgement."""

    match: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Call:
    """A call as it is kept: hashes of its key and of what it asked for, and when it was answered."""

    key: str
    fingerprint: str
    at: str


def decide_answer(store: Store, policy: Policy, decision: Decision, author: Author) -> Written:
    """Decide and answer with what was decided; a call that is repeated is answered as it was the first time."""
    once = author.once
    kept = next((call for call in _calls(store) if once and call.key == once.key), None)
    if kept is not None and once is not None:
        if kept.fingerprint != once.fingerprint:
            raise KeyReused("This idempotency key was used for another call. Take a new key for each decision.")
        return Written(_form(decision, author.by, kept.at), again=True)

    def keep(batch: Batch) -> None:
        if once is not None:
            mine = _Call(once.key, once.fingerprint, moment_form(author.at))
            batch.set_meta(_CALLS, _text([*_fresh(_calls(store), author.at, policy), mine]))

    decide = review.same if decision.verdict is Verdict.SAME else review.different
    decide(store, decision.match, actor=author.by, at=author.at, beside=keep)
    return Written(_form(decision, author.by, moment_form(author.at)))


def undo_answer(store: Store, number: int, author: Author) -> Json:
    """Take a decision back; `number` is its own, or that of the question which it answered."""
    undone = review.undo(store, number, at=author.at)
    return {"id": number, "undone": undone.id, "verdict": undone.verdict.value}


def _form(decision: Decision, by: str, at: str) -> Json:
    return {"id": decision.match, "verdict": decision.verdict.value, "by": by, "at": at}


def _calls(store: Store) -> list[_Call]:
    return [_Call(*each) for each in json.loads(store.meta(_CALLS) or "[]")]


def _fresh(calls: list[_Call], now: datetime, policy: Policy) -> list[_Call]:
    since = moment_form(now - timedelta(days=policy.log.replay_days))
    return [call for call in calls if call.at >= since][-_MOST_CALLS + 1 :]


def _text(calls: list[_Call]) -> str:
    return json.dumps([[call.key, call.fingerprint, call.at] for call in calls], separators=(",", ":"))
