"""The log of asks as every surface shows it: one ask, a list of them, what is left to do, and what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.presenter.finding.lookup import find_company, find_person
from api.presenter.forms import Json, account_form, person_form
from api.presenter.paths.warm import Asker
from api.presenter.sharing.masking import masked_ask
from api.presenter.week.reps import find_rep
from api.workspace import Scene
from orbit.asks.log.ask import Ask, Event, allowed, as_known_on
from orbit.asks.log.due import Task, is_left_alone, open_tasks, tasks
from orbit.asks.log.reciprocity import Debt, debt_of, ledger, say_reciprocity
from orbit.asks.terms import AskState
from orbit.errors import NotFound, UsageError
from orbit.model import EntityId
from orbit.policy import Policy
from orbit.store.base import Store

MOST_ASKS = 500


@dataclass(frozen=True, slots=True)
class AsksWanted:
    """Which asks a list shows: of these states, of one connector or of one account, at most so many after a cursor.

    `due` keeps those with something to do by the day of the list.
    """

    states: tuple[AskState, ...] = ()
    connector: str | None = None
    account: str | None = None
    due: bool = False
    limit: int = 50
    cursor: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST_ASKS:
            raise UsageError(f"limit must be 1 to {MOST_ASKS}, got {self.limit}")

    @property
    def before(self) -> int | None:
        """The number of the ask after which the list goes on; None at its beginning."""
        if self.cursor is None:
            return None
        if not self.cursor.isascii() or not self.cursor.isdigit():
            raise UsageError("the cursor is not one that this list gave")
        return int(self.cursor)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The people and the company that a list is narrowed to, as ids."""

    rep: EntityId | None = None
    connector: EntityId | None = None
    account: EntityId | None = None

    def fits(self, ask: Ask) -> bool:
        """Say whether an ask is theirs."""
        asked = ((self.rep, ask.plan.requester), (self.connector, ask.plan.connector), (self.account, ask.plan.account))
        return all(wanted is None or wanted == there for wanted, there in asked)


def known_asks(scene: Scene) -> list[Ask]:
    """Every ask as it was known on the scene's day, by number."""
    known = (as_known_on(ask, scene.as_of) for ask in scene.asks)
    return [ask for ask in known if ask is not None]


def chosen_of(store: Store, scene: Scene, wanted: AsksWanted, rep: str | None) -> Chosen:
    """Look up whom a list is narrowed to; raises NotFound for names that lead nowhere."""
    snapshot = scene.view.snapshot
    connector = find_person(store, scene, wanted.connector) if wanted.connector else None
    account = find_company(store, scene, wanted.account) if wanted.account else None
    return Chosen(
        rep=find_rep(scene, rep).requester.entity if rep else None,
        connector=None if connector is None else snapshot.person_entity(connector),
        account=None if account is None else snapshot.company_entity(account),
    )


def asks_answer(scene: Scene, wanted: AsksWanted, chosen: Chosen) -> Json:
    """The designed JSON of `orbit ask list` and `GET /v1/asks`, the newest first."""
    before = wanted.before
    fitting = [ask for ask in reversed(known_asks(scene)) if chosen.fits(ask) and is_wanted(scene, ask, wanted)]
    rest = [ask for ask in fitting if before is None or ask.id < before]
    shown = rest[: wanted.limit]
    return {
        "as_of": scene.as_of.isoformat(),
        "items": [ask_form(scene, ask) for ask in shown],
        "next_cursor": str(shown[-1].id) if len(rest) > len(shown) else None,
    }


def known_ask(scene: Scene, number: int) -> Ask:
    """An ask as it was known on the scene's day; raises NotFound."""
    found = next((ask for ask in known_asks(scene) if ask.id == number), None)
    if found is None:
        raise NotFound(f"There is no ask {number}. See them with: orbit ask list")
    return found


def owed_answer(scene: Scene, rep: Asker | None) -> Json:
    """The designed JSON of `GET /v1/asks/owed`: what connectors get in return, owed and done."""
    chosen = Chosen(rep=rep.requester.entity if rep else None)
    book = ledger((ask for ask in known_asks(scene) if chosen.fits(ask)), scene.policy)
    return {
        "as_of": scene.as_of.isoformat(),
        "owed": [_debt_form(scene, debt) for debt in book.owed],
        "overdue": len(book.overdue(scene.as_of)),
        "done": [_debt_form(scene, debt) for debt in book.done],
    }


def ask_form(scene: Scene, ask: Ask) -> Json:
    """One ask: what it is, how far it has come, what is left to do, what may be logged next, and all its events."""
    plan, day = ask.plan, scene.as_of
    debt = debt_of(ask, scene.policy)
    form = {
        "id": ask.id,
        "state": ask.state.value,
        "since": ask.since.isoformat(),
        "connector": party_form(scene, plan.connector, "connector"),
        "target": party_form(scene, plan.target, "target"),
        "account": company_form(scene, plan.account),
        "requester": party_form(scene, plan.requester, "requester"),
        "circle": plan.circle.value,
        "reason": plan.reason,
        "trigger": plan.trigger.value if plan.trigger else None,
        "joint": plan.joint,
        "planned_on": ask.planned_on.isoformat(),
        "ask_by": _text(plan.ask_by),
        "closes_on": _text(plan.closes_on),
        "asked_on": _text(ask.asked_on),
        "reciprocity": _picked_form(scene, ask, debt),
        "left_alone": is_left_alone(ask, day, scene.policy),
        "tasks": [_task_form(task, day) for task in tasks(ask, scene.policy)],
        "allowed": [kind.value for kind in allowed(ask)],
        "events": list(_events(ask)),
    }
    return masked_ask(scene, ask, form)


def favours_answer(policy: Policy) -> Json:
    """What a connector can get in return for an ask, in words."""
    return {"items": [{"what": what, "text": say_reciprocity(what, policy)} for what in policy.log.reciprocities]}


def party_form(scene: Scene, person: EntityId | None, role: str) -> Json | None:
    """A person of an ask; None for one who was erased."""
    number = None if person is None else scene.view.snapshot.person(person)
    return None if number is None else person_form(scene, number, role)


def company_form(scene: Scene, company: EntityId | None) -> Json | None:
    """The account of an ask; None where it is not known."""
    number = None if company is None else scene.view.snapshot.company(company)
    return None if number is None else account_form(scene, number)


def is_wanted(scene: Scene, ask: Ask, wanted: AsksWanted) -> bool:
    """Say whether an ask is of the states that a list shows, and leaves something to do where it shows only those."""
    if wanted.states and ask.state not in wanted.states:
        return False
    return not wanted.due or any(task.due_on <= scene.as_of for task in open_tasks([ask], scene.policy))


def _picked_form(scene: Scene, ask: Ask, debt: Debt | None) -> Json | None:
    if not ask.reciprocity:
        return None
    owes = {
        "owed_since": _text(debt.owed_since if debt else None),
        "due_on": _text(debt.due_on if debt else None),
        "done_on": _text(debt.done_on if debt else None),
        "overdue": bool(debt and debt.is_overdue(scene.as_of)),
    }
    return {"what": ask.reciprocity, "text": say_reciprocity(ask.reciprocity, scene.policy), **owes}


def _debt_form(scene: Scene, debt: Debt) -> Json:
    return {
        "ask": debt.ask,
        "connector": party_form(scene, debt.connector, "connector"),
        "requester": party_form(scene, debt.requester, "requester"),
        "what": debt.what,
        "text": say_reciprocity(debt.what, scene.policy),
        "owed_since": debt.owed_since.isoformat(),
        "due_on": debt.due_on.isoformat(),
        "done_on": _text(debt.done_on),
        "overdue": debt.is_overdue(scene.as_of),
    }


def _task_form(task: Task, day: date) -> Json:
    return {
        "kind": task.kind.value,
        "text": task.text,
        "log_as": task.logged_as.value,
        "due_on": task.due_on.isoformat(),
        "ends_on": _text(task.ends_on),
        "done_on": _text(task.done_on),
        "overdue": task.is_overdue(day),
    }


def _events(ask: Ask) -> Iterator[Json]:
    standing = {event.number for event in ask.live}
    return (_event_form(event, taken_back=event.number not in standing) for event in ask.events)


def _event_form(event: Event, *, taken_back: bool) -> Json:
    return {
        "number": event.number,
        "kind": event.kind.value,
        "on": event.on.isoformat(),
        "at": event.at.isoformat().replace("+00:00", "Z"),
        "by": event.by,
        "note": event.note,
        "next_on": _text(event.next_on),
        "reciprocity": event.reciprocity,
        "takes_back": event.takes_back,
        "taken_back": taken_back and event.takes_back is None,
    }


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
