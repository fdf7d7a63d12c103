"""Questions to the week's plan: what another limit, or one more slot of a connector, would change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from api.presenter.finding.lookup import find_person
from api.presenter.forms import Json
from api.presenter.week.choices import WAYS
from api.workspace import Scene
from orbit.asks.plan.week import AskCandidate, Conditions, Rep, WeekPlan
from orbit.asks.plan.whatif import SlotWorth, difference, slot_worths
from orbit.errors import UsageError
from orbit.model import EntityId
from orbit.policy import Policy
from orbit.store.base import Store

SLOTS = "slots"
_SECTIONS = ("load", "plan")
_MORE = re.compile(r"[+-]\d{1,3}")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed: other policy, slots more or fewer, and whether the worth of one more slot is asked for."""

    policy: Policy
    changes: tuple[str, ...] = ()
    extra: Mapping[EntityId, int] = field(default_factory=dict)
    slots: bool = False

    def scene(self, scene: Scene) -> Scene:
        """Return the scene under the supposed policy; what was worked out for the real one is not used."""
        if self.policy == scene.policy:
            return scene
        # Only limits are supposed, and of the ways that were found no limit changes any.
        ways = {WAYS: scene.worked_out[WAYS]} if WAYS in scene.worked_out else {}
        return replace(scene, policy=self.policy, verdicts={}, worked_out=ways)

    def given(self, given: Conditions) -> Conditions:
        """Return the conditions with the supposed slots."""
        return replace(given, extra_slots=self.extra)


def read_supposed(store: Store, scene: Scene, texts: Sequence[str]) -> Supposed:
    """Read what is supposed: `PERSON=+1`, a number of the policy such as `max_open=3`, or `slots`.

    Raises UsageError for anything else, NotFound for somebody nobody knows.
    """
    supposed = Supposed(scene.policy)
    for text in texts:
        name, _, value = text.rpartition("=")
        if text.strip().casefold() == SLOTS:
            supposed = replace(supposed, slots=True)
        elif name and _MORE.fullmatch(value.strip()):
            supposed = _with_slots(supposed, store, scene, name.strip(), int(value))
        elif name and _NUMBER.fullmatch(value.strip()):
            supposed = _with_number(supposed, name.strip(), float(value))
        else:
            raise UsageError(
                f"what-if takes a connector such as dana@example.com=+1, a limit such as max_open=3, or {SLOTS};"
                f" got {text!r}"
            )
    return supposed


def what_if_form(supposed: Supposed, before: WeekPlan, after: WeekPlan) -> Json:
    """What would change: introductions, worth, and the asks that come and go."""
    change = difference(before, after)
    return {
        "changes": list(supposed.changes),
        "introductions_before": change.before.introductions,
        "introductions": change.after.introductions,
        "worth_before": change.before.worth,
        "worth": change.after.worth,
        "names_missing_before": change.before.missing,
        "names_missing": change.after.missing,
        "added": [_ask_form(ask, after) for ask in change.added],
        "dropped": [_ask_form(ask, before) for ask in change.dropped],
    }


def slots_form(
    candidates: Sequence[AskCandidate], reps: Sequence[Rep], policy: Policy, given: Conditions
) -> list[Json]:
    """What one more slot of each connector is worth, most first."""
    return [_slot_form(one) for one in slot_worths(candidates, reps, policy, given)]


def _with_slots(supposed: Supposed, store: Store, scene: Scene, who: str, more: int) -> Supposed:
    snapshot = scene.view.snapshot
    number = find_person(store, scene, who)
    entity = snapshot.person_entity(number)
    slots = "1 slot" if abs(more) == 1 else f"{abs(more)} slots"
    told = f"{snapshot.name_of_person(number)}: {slots} {'more' if more >= 0 else 'fewer'}"
    return replace(supposed, extra={**supposed.extra, entity: more}, changes=(*supposed.changes, told))


def _with_number(supposed: Supposed, key: str, value: float) -> Supposed:
    policy = supposed.policy
    section, _, name = key.rpartition(".")
    homes = {each: _numbers(policy, each) for each in _SECTIONS if section in {"", each}}
    home = next((each for each, numbers in homes.items() if name in numbers), None)
    if home is None:
        known = ", ".join(name for each in _SECTIONS for name in _numbers(policy, each))
        raise UsageError(f"what-if knows no limit called {key!r}; it knows: {known}")
    kept = getattr(policy, home)
    if homes[home][name] == "int" and value != int(value):
        raise UsageError(f"what-if {key} needs a whole number, got {value:g}")
    number = int(value) if homes[home][name] == "int" else value
    changed = replace(policy, **{home: replace(kept, **{name: number})})
    told = f"{home}.{name}: {number:g} instead of {getattr(kept, name):g}"
    return replace(supposed, policy=changed, changes=(*supposed.changes, told))


def _numbers(policy: Policy, section: str) -> dict[str, str]:
    """The keys of a section that hold a number, with its type."""
    kinds = {each.name: str(each.type) for each in fields(getattr(policy, section))}
    return {name: kind for name, kind in kinds.items() if kind in {"int", "float"}}


def _ask_form(ask: AskCandidate, plan: WeekPlan) -> Json:
    reps = {week.rep.entity: week.rep.name for week in plan.weeks}
    return {
        "rep": reps[ask.rep],
        "connector": ask.connector.name,
        "target": ask.target.name,
        "account": ask.account.name,
        "score": ask.score,
    }


def _slot_form(one: SlotWorth) -> Json:
    return {
        "connector": {"id": one.connector.id, "name": one.connector.name},
        "introductions": one.introductions,
        "worth": one.worth,
        "names": one.missing,
    }
