"""The JSON shapes that answers share: people, signals, verdicts, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from api.workspace import Scene
from orbit.asks.gate import Verdict
from orbit.graph.targets import NOBODY
from orbit.model import FactId, Ref
from orbit.signals import heat
from orbit.store.base import Store

Json = dict[str, Any]
Refs = Mapping[FactId, Ref]


def read_refs(store: Store, facts: Iterable[FactId]) -> dict[FactId, Ref]:
    """Look up where facts were read: one question for all that an answer shows."""
    wanted = sorted(set(facts))
    return {stored.id: stored.fact.ref for stored in store.facts_by_id(wanted)}


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
    known = job != NOBODY
    form["title"] = snapshot.title_text(int(places.title[job])) if known else None
    form["company"] = snapshot.name_of_company(int(places.company[job])) if known else None
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
    company = scene.view.snapshot.company_entity(number)
    warmth = heat(scene.book.signals(company, scene.as_of), scene.as_of, scene.policy.signals)
    return [
        {
            "kind": part.signal.kind.value,
            "title": part.signal.title,
            "occurred_on": part.signal.on.isoformat(),
            "freshness": part.freshness,
            "evidence": [ref_form(part.signal.ref)],
        }
        for part in warmth.parts[:limit]
    ]


def verdict_form(verdict: Verdict) -> Json:
    """May we ask, why, and from or until when."""
    return {
        "status": verdict.status.value,
        "reasons": [reason.text for reason in verdict.reasons],
        "rules": [reason.rule for reason in verdict.reasons],
        "opens_on": _day(verdict.opens_on),
        "closes_on": _day(verdict.closes_on),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
