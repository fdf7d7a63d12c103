"""The JSON shapes that answers share: people, signals, verdicts, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from api.presenter.recent import Recent, recent_of
from api.presenter.sharing.whose import stand_ins, told_ref
from api.workspace import Scene
from orbit.asks.gate.openers import openers
from orbit.asks.terms import Verdict
from orbit.graph.presence import COMPANY, TITLE
from orbit.graph.targets import NOBODY
from orbit.model import AccountKind, FactId, Ref
from orbit.signals import Heat, HotAccount, heat, rank_accounts
from orbit.store.base import Store

Json = dict[str, Any]
Refs = Mapping[FactId, Ref]
_REFS_KEPT = 1 << 14
_HEATS_KEPT = 1 << 12


def read_refs(store: Store, scene: Scene, facts: Iterable[FactId]) -> Refs:
    """Look up where facts were read: one question for all that an answer shows and no answer of late has shown."""
    kept: Recent[FactId, Ref] = recent_of(scene, "refs", _REFS_KEPT)
    other = stand_ins(scene)
    wanted = set(facts)
    found = kept.all(sorted(wanted - other.keys()), partial(_refs_of, store))
    return {fact: told_ref(scene, fact, other.get(fact) or found[fact]) for fact in wanted} if scene.sight else found


def _refs_of(store: Store, facts: list[FactId]) -> dict[FactId, Ref]:
    return {stored.id: stored.fact.ref for stored in store.facts_by_id(facts)}


def evidence_form(refs: Refs, facts: Iterable[FactId]) -> list[Json]:
    """File and line, or address, of each fact."""
    return [ref_form(refs[fact]) for fact in facts]


def ref_form(ref: Ref) -> Json:
    """One place where a fact was read."""
    return {"source": ref.source, "ref": str(ref), "url": ref.url}


def person_form(scene: Scene, number: int, role: str | None = None) -> Json:
    """A person with the job they hold on the scene's day, as far as known."""
    snapshot, places = scene.view.snapshot, scene.view.places
    job = int(scene.view.jobs[number])
    form: Json = {"role": role} if role else {}
    form |= {"id": snapshot.person_entity(number), "name": snapshot.name_of_person(number)}
    held = None if job == NOBODY else places.row(job)
    form["title"] = snapshot.title_text(held[TITLE]) if held else None
    form["company"] = snapshot.name_of_company(held[COMPANY]) if held else None
    return form


def account_form(scene: Scene, number: int) -> Json:
    """An account by id, name and domain."""
    snapshot = scene.view.snapshot
    return {
        "id": snapshot.company_entity(number),
        "name": snapshot.name_of_company(number),
        "domain": snapshot.domain_of(number),
    }


def signals_form(scene: Scene, number: int, limit: int = 10) -> list[Json]:
    """The signals of an account that are still fresh, strongest first."""
    return [
        {
            "kind": part.signal.kind.value,
            "title": part.signal.title,
            "occurred_on": part.signal.on.isoformat(),
            "freshness": part.freshness,
            "evidence": [ref_form(part.signal.ref)],
        }
        for part in heat_of(scene, number).parts[:limit]
    ]


def heat_of(scene: Scene, number: int) -> Heat:
    """How hot an account is on the scene's day, with the signals that make it so."""
    kept: Recent[int, Heat] = recent_of(scene, "heats", _HEATS_KEPT)
    return kept.get(number, lambda: _heat(scene, number))


def hottest(scene: Scene) -> Sequence[HotAccount]:
    """Every target account on the scene's day, hottest first; those without a fresh signal come last."""
    return scene.once("hottest", lambda of: rank_accounts(of.book, of.as_of, of.policy.signals, AccountKind.TARGET))


def _heat(scene: Scene, number: int) -> Heat:
    company = scene.view.snapshot.company_entity(number)
    return heat(scene.book.signals(company, scene.as_of), scene.as_of, scene.policy.signals)


def verdict_form(verdict: Verdict) -> Json:
    """May we ask, why, what would change that, and from or until when."""
    return {
        "status": verdict.status.value,
        "reasons": [reason.text for reason in verdict.reasons],
        "rules": [reason.rule for reason in verdict.reasons],
        "opened_by": openers(verdict),
        "opens_on": _day(verdict.opens_on),
        "closes_on": _day(verdict.closes_on),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
