"""Which champions may be asked, newest value event first; until when, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from api.presenter.calendar import AllDay, calendar_text
from api.presenter.champions.suggestions import Suggestion, suggest
from api.presenter.forms import (
    Json,
    Refs,
    account_form,
    evidence_form,
    person_form,
    read_refs,
    signals_form,
    verdict_form,
)
from api.presenter.paths.warm import Asker, WarmPath, chance_word, warm_paths
from api.presenter.recent import Recent, recent_of
from api.workspace import Scene
from orbit.asks.gate.champions import Candidate, ChampionSearch, Opening, candidates
from orbit.asks.gate.openers import what_opens
from orbit.asks.gate.seat import same_address
from orbit.asks.gate.verdict import Status
from orbit.asks.terms import Mode, Reason, Requester
from orbit.asks.wording import say_day
from orbit.book import AccountView, ChampionView
from orbit.model import AccountKind, EntityId, Layer
from orbit.store.base import Store

ChampionRow = tuple[Candidate, int]
_ROWS_KEPT = 64
_Named = Mapping[int, Sequence[tuple[Suggestion, WarmPath]]]


def champions_answer(store: Store, scene: Scene, rep: Asker | None) -> Json:
    """The champions of a rep's accounts, or of all accounts, and what is missing at each customer."""
    requester = scene.anybody if rep is None else rep.requester
    return {
        "as_of": scene.as_of.isoformat(),
        "items": champion_forms(store, scene, rep, champion_rows(scene, rep)),
        "accounts": [_customer_form(scene, view) for view in _customers(scene, requester)],
    }


def champion_forms(store: Store, scene: Scene, rep: Asker | None, rows: Sequence[ChampionRow]) -> list[Json]:
    """Champions with what stands in the way and whom they could introduce us to; one of them as if alone."""
    named = _named(scene, rep, rows)
    refs = read_refs(store, scene, (fact for row, _ in rows for reason in row.disqualifiers for fact in reason.facts))
    return [_form(scene, row, number, refs) | {"suggested": _suggested(scene, named, number)} for row, number in rows]


def champion_rows(scene: Scene, rep: Asker | None) -> Sequence[ChampionRow]:
    """The champions of a rep's accounts, or of all, newest value event first; kept with the scene."""
    kept: Recent[str, Sequence[ChampionRow]] = recent_of(scene, "champion rows", _ROWS_KEPT)
    return kept.get(f"{rep.requester}" if rep else "", partial(_rows, scene, rep))


def coverage(scene: Scene, companies: Iterable[EntityId]) -> list[Json]:
    """Whom we know at each of these customers, by layer, and in which layers nobody."""
    views = (scene.book.account(company, scene.as_of) for company in companies)
    return [_customer_form(scene, view) for view in views if view is not None]


def champions_calendar(scene: Scene, rep: Asker | None) -> str:
    """The days on which champions may be asked, as an iCalendar file (RFC 5545)."""
    rows = champion_rows(scene, rep)
    events = [_event(scene, row, number, row.opening) for row, number in rows if row.opening is not None]
    return calendar_text("Champions to ask", events, scene.as_of)


def _rows(scene: Scene, rep: Asker | None) -> list[ChampionRow]:
    search = ChampionSearch(history=scene.history, everybody=rep is None, gate=scene.gate)
    requester = scene.anybody if rep is None else rep.requester
    rows = candidates(requester, scene.book, scene.as_of, scene.policy, search)
    numbers = ((row, scene.view.snapshot.person(row.champion.person)) for row in rows)
    return [(row, number) for row, number in numbers if number is not None]


def _form(scene: Scene, row: Candidate, number: int, refs: Refs) -> Json:
    company = scene.view.snapshot.company(row.champion.company)
    trigger = row.trigger
    return {
        "person": person_form(scene, number, "connector"),
        "account": None if company is None else scene.view.snapshot.name_of_company(company),
        "account_id": row.champion.company,
        "owner": row.owner,
        "layer": row.champion.layer.value if row.champion.layer else None,
        "trigger": None if trigger is None else {"kind": trigger.kind.value, "on": trigger.on.isoformat()},
        "momentum": row.momentum,
        "tier1": row.tier1,
        "fits_filter": row.mined,
        "missing_layers": [layer.value for layer in row.missing_layers],
        "window": None if row.opening is None else _window_form(scene, row.opening),
        "disqualifiers": [_disqualifier_form(reason, refs) for reason in row.disqualifiers],
        "verdict": verdict_form(row.verdict),
    }


def _window_form(scene: Scene, opening: Opening) -> Json:
    return {
        "opens_on": opening.opens_on.isoformat(),
        "closes_on": opening.closes_on.isoformat(),
        "days_left": opening.days_left(scene.as_of),
        "ask_by": None if opening.ask_by is None else opening.ask_by.isoformat(),
        "expected": opening.window is not None and opening.window.expected,
    }


def _disqualifier_form(reason: Reason, refs: Refs) -> Json:
    return {
        "rule": reason.rule,
        "text": reason.text,
        "lifts_on": None if reason.until is None else reason.until.isoformat(),
        "opened_by": what_opens(reason),
        "evidence": evidence_form(refs, reason.facts),
    }


def _named(scene: Scene, rep: Asker | None, rows: Sequence[ChampionRow]) -> _Named:
    """The suggested persons of each champion, each with the path explained."""
    found = suggest(scene, rep, dict.fromkeys(number for _, number in rows))
    shown = [(champion, way) for champion, ways in found.items() for way in ways]
    paths = warm_paths(scene, [(way.found, way.search) for _, way in shown], rep)
    named: dict[int, list[tuple[Suggestion, WarmPath]]] = {}
    for (champion, way), path in zip(shown, paths, strict=True):
        named.setdefault(champion, []).append((way, path))
    return named


def _suggested(scene: Scene, named: _Named, champion: int) -> list[Json]:
    return [
        {
            "target": person_form(scene, way.found.target, "target"),
            "bridge": None if way.found.bridge is None else person_form(scene, way.found.bridge, "bridge"),
            "account": account_form(scene, way.account),
            "account_owner": way.owner,
            "score": path.score,
            "chance": chance_word(path.score),
            "ties": [tie.text for tie in path.ties],
            "signal": signals_form(scene, way.account, limit=1)[0],
        }
        for way, path in named.get(champion, ())
    ]


def _customers(scene: Scene, rep: Requester) -> Iterable[AccountView]:
    """The customers of a rep, or all where nobody is named; by id."""
    for company in scene.book.accounts(scene.as_of, AccountKind.CUSTOMER):
        view = scene.book.account(company, scene.as_of)
        if view is not None and (not rep.email or same_address(_whose(view, rep.mode), rep.email)):
            yield view


def _whose(view: AccountView, mode: Mode) -> str | None:
    return {Mode.AE: view.owner, Mode.CSM: view.csm, Mode.SDR: view.sdr}[mode]


def _customer_form(scene: Scene, view: AccountView) -> Json:
    number = scene.view.snapshot.company(view.company)
    there = [one for one in scene.book.champions(scene.as_of, view.company) if not one.has_left(scene.as_of)]
    layers = {layer.value: _people(scene, there, layer) for layer in Layer}
    return {
        "id": view.company,
        "name": None if number is None else scene.view.snapshot.name_of_company(number),
        "layers": layers,
        "missing_layers": [name for name, people in layers.items() if not people],
    }


def _people(scene: Scene, champions: Iterable[ChampionView], layer: Layer) -> list[Json]:
    ids: list[EntityId] = [view.person for view in champions if view.layer is layer]
    numbers = [(each, scene.view.snapshot.person(each)) for each in ids]
    return [{"id": each, "name": scene.view.snapshot.name_of_person(n)} for each, n in numbers if n is not None]


def _event(scene: Scene, row: Candidate, number: int, opening: Opening) -> AllDay:
    company = scene.view.snapshot.company(row.champion.company)
    customer = "" if company is None else f" ({scene.view.snapshot.name_of_company(company)})"
    is_joint = row.verdict.status is Status.JOINT_MOTION
    verb = "Ask together in the business review" if is_joint else "Ask"
    told = [reason.text for reason in row.verdict.reasons]
    if opening.ask_by is not None and row.verdict.status is not Status.OPEN:
        told.insert(0, f"Ask by {say_day(opening.ask_by)}.")
    window = opening.window
    kind, on = ("review", opening.opens_on) if window is None else (window.kind.value, window.event_on)
    return AllDay(
        key=(row.champion.person, row.champion.company, kind, on.isoformat()),
        first=opening.opens_on,
        last=opening.closes_on,
        summary=f"{verb}: {scene.view.snapshot.name_of_person(number)}{customer}",
        description="\n".join(told),
        is_sure=row.verdict.status is Status.OPEN or is_joint,
    )
