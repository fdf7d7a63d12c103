"""Whom do we ask this week? All reps planned at once, each ask with its path, verdict and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from api.presenter.asks.planned import verdict_beside
from api.presenter.forms import Json, account_form, person_form, read_refs, signals_form, verdict_form
from api.presenter.packets.packets import packet_form, packet_of
from api.presenter.paths.paths import search_at
from api.presenter.paths.warm import Asker, WarmPath, path_form, warm_paths
from api.presenter.recent import Recent, recent_of
from api.presenter.week.choices import AskChoice, ask_choices, key_of, rep_of
from api.presenter.week.reps import all_reps, same_rep
from api.presenter.week.repweek import counts_form, skips_form
from api.presenter.week.sofar import SoFar, so_far
from api.presenter.week.whatif import Supposed, read_supposed, slots_form, what_if_form
from api.workspace import Scene
from orbit.asks.gate.verdict import AskState, Status
from orbit.asks.log.ask import Ask
from orbit.asks.plan.choose import AskCandidate, Held, Merit, Rep, RepWeek, WeekPlan, plan_week
from orbit.model import EntityId
from orbit.store.base import Store

_OWNS_NOTHING = (
    "No target account names them as its owner, and asks are planned for owners: agree on one with the owner."
)
# Weeks of reps as shown, kept with the scene: the next event of the log makes another scene.
_WEEKS_KEPT = 256


@dataclass(frozen=True, slots=True)
class _Week:
    """Everybody's week: who asks, what could be asked, what was chosen."""

    askers: tuple[Asker, ...]
    reps: tuple[Rep, ...]
    so_far: SoFar
    plan: WeekPlan

    @property
    def candidates(self) -> list[AskCandidate]:
        return [choice.candidate for choice in self.so_far.choices.values()]


def week_answer(store: Store, scene: Scene, only: Asker | None, what_if: Sequence[str] = ()) -> Json:
    """The designed JSON of `orbit week` and `GET /v1/week`; for one rep the plan of all is made all the same."""
    supposed = read_supposed(store, scene, what_if)
    week = scene.once("week", _planned)
    shown = [
        (asker, of_rep)
        for asker, of_rep in zip(week.askers, week.plan.weeks, strict=True)
        if only is None or same_rep(asker, only)
    ]
    if only is not None and not shown:
        shown = [(only, RepWeek(rep_of(scene, only), (), (), _OWNS_NOTHING))]
    kept: Recent[EntityId, Json] = recent_of(scene, "rep weeks", _WEEKS_KEPT)
    forms = [
        kept.get(asker.requester.entity, partial(_rep_form, store, scene, asker, of_rep, week.so_far))
        for asker, of_rep in shown
    ]
    answer = {"week": week_name(scene.as_of), "as_of": scene.as_of.isoformat(), "reps": forms}
    return answer | {"plan": _plan_form(week.plan)} | _supposed_form(scene, week, supposed)


def week_plan(scene: Scene) -> WeekPlan:
    """The asks of all reps, without their words."""
    return scene.once("week", _planned).plan


def possible_asks(scene: Scene) -> list[AskChoice]:
    """Every ask that could still be made this week, chosen or not."""
    so_far = scene.once("week", _planned).so_far
    return [choice for key, choice in so_far.choices.items() if key not in so_far.logged and _may_be_made(choice)]


def week_name(day: date) -> str:
    """The week of a day as calendars name it: 2026-W47."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def _planned(scene: Scene) -> _Week:
    askers = all_reps(scene)
    reps = tuple(rep_of(scene, asker) for asker in askers)
    found = so_far(scene, ask_choices(scene, askers))
    plan = plan_week((choice.candidate for choice in found.choices.values()), reps, scene.policy, found.given)
    return _Week(tuple(askers), reps, found, plan)


def _supposed_form(scene: Scene, week: _Week, supposed: Supposed) -> Json:
    form: Json = {}
    if supposed.changes:
        other = supposed.scene(scene)
        found = so_far(other, ask_choices(other, week.askers))
        candidates = [choice.candidate for choice in found.choices.values()]
        then = plan_week(candidates, week.reps, other.policy, supposed.given(found.given))
        form["what_if"] = what_if_form(supposed, week.plan, then)
    if supposed.slots:
        form["slots"] = scene.once("week slots", _slots)
    return form


def _slots(scene: Scene) -> list[Json]:
    week = scene.once("week", _planned)
    return slots_form(week.candidates, week.reps, scene.policy, week.so_far.given)


def _plan_form(plan: WeekPlan) -> Json:
    turns = {"introductions": plan.greedy.introductions, "worth": plan.greedy.worth}
    return _merit_form(plan.merit) | {
        "gap": plan.gap,
        "timed_out": plan.is_timed_out,
        "taking_turns": turns | {"names_missing": plan.greedy.missing},
    }


def _merit_form(merit: Merit) -> Json:
    return {"introductions": merit.introductions, "worth": merit.worth, "names_missing": merit.missing}


def _rep_form(store: Store, scene: Scene, asker: Asker, week: RepWeek, so_far: SoFar) -> Json:
    chosen = [so_far.choices[key_of(ask)] for ask in week.asks]
    found = warm_paths(scene, [(choice.found, search_at(scene, choice.account)) for choice in chosen], asker)
    paths = [_beside_itself(scene, so_far, choice, path) for choice, path in zip(chosen, found, strict=True)]
    refs = read_refs(store, scene, (fact for path in paths for fact in path.facts))
    return {
        "rep": {"id": asker.requester.entity, "email": asker.requester.email, "name": week.rep.name},
        "asks": [
            _ask_form(scene, choice, path)
            | {"path": path_form(scene, path, asker, refs), "logged": _logged_form(so_far.logged.get(choice.key))}
            for choice, path in zip(chosen, paths, strict=True)
        ],
        "held": [_held_form(held) for held in week.held],
        "shortfall": week.shortfall,
        "skipped": skips_form(scene, asker, so_far.skipped),
        "counts": counts_form(scene, asker, len(chosen)),
    }


def _beside_itself(scene: Scene, so_far: SoFar, choice: AskChoice, path: WarmPath) -> WarmPath:
    """Judge a planned ask as if it were not: the slot that it takes does not stand in its own way."""
    ask = so_far.logged.get(choice.key)
    if ask is None or ask.state is not AskState.PLANNED:
        return path
    return replace(path, verdict=verdict_beside(scene, choice.asker, ask, choice.candidate.connector.id))


def _ask_form(scene: Scene, choice: AskChoice, path: WarmPath) -> Json:
    return {
        "connector": person_form(scene, choice.found.connector, "connector"),
        "target": person_form(scene, choice.found.target, "target"),
        "account": account_form(scene, choice.account),
        "score": path.score,
        "account_value": choice.candidate.value,
        "freshness": choice.candidate.freshness,
        "learned": choice.candidate.learned,
        "verdict": verdict_form(path.verdict),
        "signals": signals_form(scene, choice.account, limit=3),
        "packet": packet_form(packet_of(scene, path, choice.account, choice.asker)),
    }


def _may_be_made(choice: AskChoice) -> bool:
    return choice.candidate.status is not Status.BLOCKED and choice.candidate.locked_until is None


def _logged_form(ask: Ask | None) -> Json | None:
    return None if ask is None else {"id": ask.id, "state": ask.state.value}


def _held_form(held: Held) -> Json:
    candidate = held.candidate
    return {
        "connector": candidate.connector.name,
        "target": candidate.target.name,
        "account": candidate.account.name,
        "account_id": candidate.account.id,
        "rule": held.rule,
        "reason": held.reason,
        "score": candidate.score,
        "less": held.less,
        "instead": [
            {"connector": ask.connector.name, "target": ask.target.name, "account": ask.account.name}
            for ask in held.place_taken_by
        ],
    }
