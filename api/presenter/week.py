"""Whom do we ask this week? All reps planned at once, each ask with its path, verdict and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.presenter.forms import Json, account_form, person_form, read_refs, signals_form, verdict_form
from api.presenter.packets import packet_form, packet_of
from api.presenter.paths import search_at
from api.presenter.reps import all_reps, same_rep
from api.presenter.warm import Asker, WarmPath, helper_at, path_form, warm_paths
from api.workspace import Scene
from orbit.asks.gate import Status, Verdict
from orbit.asks.plan import AskCandidate, Held, Party, Rep, RepWeek, WeekPlan, plan_week
from orbit.graph.paths import Candidate
from orbit.graph.ranking import Choice
from orbit.model import AccountKind, EntityId
from orbit.signals import HotAccount, rank_accounts
from orbit.store.base import Store

_CHOICES_PER_ACCOUNT = 12
_OWNS_NOTHING = (
    "No target account names them as its owner, and asks are planned for owners: agree on one with the owner."
)

Key = tuple[EntityId, EntityId, EntityId]


@dataclass(frozen=True, slots=True)
class _Choice:
    """A possible ask and the path behind it."""

    candidate: AskCandidate
    found: Candidate
    account: int
    asker: Asker

    @property
    def key(self) -> Key:
        return self.candidate.rep, self.candidate.connector.id, self.candidate.target.id


@dataclass(frozen=True, slots=True)
class _Week:
    """Everybody's week: who asks, what could be asked, what was chosen."""

    askers: tuple[Asker, ...]
    choices: dict[Key, _Choice]
    plan: WeekPlan


def week_answer(store: Store, scene: Scene, only: Asker | None) -> Json:
    """The designed JSON of `orbit week` and `GET /v1/week`; for one rep the plan of all is made all the same."""
    week = scene.once("week", _planned)
    shown = [
        (asker, of_rep)
        for asker, of_rep in zip(week.askers, week.plan.weeks, strict=True)
        if only is None or same_rep(asker, only)
    ]
    forms = [_rep_form(store, scene, asker, of_rep, week.choices) for asker, of_rep in shown]
    if only is not None and not forms:
        forms = [_rep_form(store, scene, only, RepWeek(_rep(scene, only), (), (), _OWNS_NOTHING), {})]
    return {"week": week_name(scene.as_of), "as_of": scene.as_of.isoformat(), "reps": forms}


def week_plan(scene: Scene) -> WeekPlan:
    """The asks of all reps, without their words."""
    return scene.once("week", _planned).plan


def week_name(day: date) -> str:
    """The week of a day as calendars name it: 2026-W47."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def _planned(scene: Scene) -> _Week:
    askers = all_reps(scene)
    choices = {choice.key: choice for choice in _choices(scene, askers)}
    reps = [_rep(scene, asker) for asker in askers]
    plan = plan_week((choice.candidate for choice in choices.values()), reps, scene.policy)
    return _Week(tuple(askers), choices, plan)


def _choices(scene: Scene, askers: list[Asker]) -> Iterator[_Choice]:
    asked = list(_asked_about(scene, askers))
    choices = (Choice(_CHOICES_PER_ACCOUNT, frozenset({asker.number})) for _, _, asker in asked)
    searches = [(search_at(scene, number), choice) for (_, number, _), choice in zip(asked, choices, strict=True)]
    for (hot, number, asker), found in zip(asked, scene.ranker.best(searches), strict=True):
        yield from _at_account(scene, hot, number, asker, found.ways)


def _asked_about(scene: Scene, askers: list[Asker]) -> Iterator[tuple[HotAccount, int, Asker]]:
    """Which accounts are asked about this week, and in whose name."""
    by_email = {asker.requester.email: asker for asker in askers}
    for hot in rank_accounts(scene.book, scene.as_of, scene.policy.signals, AccountKind.TARGET):
        known = scene.book.account(hot.company, scene.as_of)
        asker = by_email.get(known.owner.casefold()) if known and known.owner else None
        number = scene.view.snapshot.company(hot.company)
        # Only accounts that show a signal are asked about: no spraying of the whole list.
        if asker is not None and number is not None and hot.heat.value > 0:
            yield hot, number, asker


def _at_account(
    scene: Scene, hot: HotAccount, number: int, asker: Asker, candidates: Sequence[Candidate]
) -> Iterator[_Choice]:
    for found in candidates:
        if found.connector == found.target:
            continue
        connector = scene.view.snapshot.person_entity(found.connector)
        decided = scene.verdict(connector, asker.requester)
        yield _Choice(_candidate(scene, hot, number, asker, found, decided), found, number, asker)


def _candidate(
    scene: Scene, hot: HotAccount, number: int, asker: Asker, found: Candidate, decided: Verdict
) -> AskCandidate:
    snapshot = scene.view.snapshot
    blocked = decided.status == Status.BLOCKED and decided.reasons
    return AskCandidate(
        rep=asker.requester.entity,
        connector=_party(scene, found.connector),
        target=_party(scene, found.target),
        account=Party(snapshot.company_entity(number), snapshot.name_of_company(number)),
        circle=helper_at(scene, decided.connector).circle,
        score=found.score,
        status=decided.status,
        heat=hot.heat.value,
        bridge=None if found.bridge is None else _party(scene, found.bridge),
        trigger_on=decided.trigger.on if decided.trigger else None,
        owner=asker.requester.entity,
        slots=decided.slots,
        blocked_by=decided.reasons[0].text if blocked else None,
    )


def _party(scene: Scene, number: int) -> Party:
    return Party(scene.view.snapshot.person_entity(number), scene.view.snapshot.name_of_person(number))


def _rep(scene: Scene, asker: Asker) -> Rep:
    return Rep(asker.requester.entity, scene.view.snapshot.name_of_person(asker.number), asker.requester.mode)


def _rep_form(store: Store, scene: Scene, asker: Asker, week: RepWeek, choices: dict[Key, _Choice]) -> Json:
    chosen = [choices[ask.rep, ask.connector.id, ask.target.id] for ask in week.asks]
    paths = warm_paths(scene, [(choice.found, search_at(scene, choice.account)) for choice in chosen], asker)
    refs = read_refs(store, scene, (fact for path in paths for fact in path.facts))
    return {
        "rep": {"id": asker.requester.entity, "email": asker.requester.email, "name": week.rep.name},
        "asks": [
            _ask_form(scene, choice, path) | {"path": path_form(scene, path, asker, refs)}
            for choice, path in zip(chosen, paths, strict=True)
        ],
        "held": [_held_form(held) for held in week.held],
        "shortfall": week.shortfall,
    }


def _ask_form(scene: Scene, choice: _Choice, path: WarmPath) -> Json:
    return {
        "connector": person_form(scene, choice.found.connector, "connector"),
        "target": person_form(scene, choice.found.target, "target"),
        "account": account_form(scene, choice.account),
        "score": path.score,
        "verdict": verdict_form(path.verdict),
        "signals": signals_form(scene, choice.account, limit=3),
        "packet": packet_form(packet_of(scene, path, choice.account, choice.asker)),
    }


def _held_form(held: Held) -> Json:
    candidate = held.candidate
    return {
        "connector": candidate.connector.name,
        "target": candidate.target.name,
        "account": candidate.account.name,
        "rule": held.rule,
        "reason": held.reason,
    }
