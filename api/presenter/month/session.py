"""The sheet of the monthly working session: for each rep whom to ask when and with which words, and what to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from api.presenter.asks.asks import known_asks, party_form
from api.presenter.asks.planned import packet_beside, verdict_beside
from api.presenter.forms import Json, account_form, verdict_form
from api.presenter.month.deals import OnFile, deals_of, opportunities_on_file, referrals_form
from api.presenter.month.hygiene import flags_of
from api.presenter.month.measures import early_form, rates_form
from api.presenter.paths.warm import Asker
from api.presenter.week.reps import find_rep
from api.presenter.week.week import week_answer
from api.workspace import Scene
from orbit.asks.gate.verdict import Verdict
from orbit.asks.log.ask import Ask
from orbit.asks.log.due import Task, open_tasks
from orbit.asks.month.measures import Wanted, measure, rates_of
from orbit.asks.month.months import Month, Period
from orbit.asks.month.session import AskLimits, SessionDays, agenda, ask_days, holds, on_day, pairs, session_days
from orbit.asks.terms import AskState, Mode, Status
from orbit.model import Circle, EntityId
from orbit.store.base import Store


@dataclass(frozen=True, slots=True)
class _Named:
    """A candidate of the week's plan, with what the gate says, how it is logged, and when it will be asked."""

    ask: Json
    verdict: Verdict
    circle: Circle
    packet: Json | None
    logged: Ask | None
    on: date | None = None
    hold: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Session:
    """What all sheets of a session share."""

    store: Store
    scene: Scene
    month: Month
    days: SessionDays
    asks: Mapping[int, Ask]
    on_file: OnFile

    @property
    def counted(self) -> Month:
        """The month whose numbers are looked at: that before the session."""
        return _counted(self.month, self.scene)


def session_answer(store: Store, scene: Scene, only: Asker | None, month: str | None) -> Json:
    """The JSON of `orbit session` and `GET /v1/session`; raises UsageError for a month that is over."""
    of = Month.read(month) if month else Month.of(scene.as_of)
    policy = scene.policy.session
    asks = {int(ask.id): ask for ask in known_asks(scene)}
    on_file = opportunities_on_file(store, scene, _counted(of, scene))
    session = _Session(store, scene, of, session_days(of, scene.as_of, policy), asks, on_file)
    weeks = week_answer(store, scene, only)["reps"]
    sheets = [_sheet(session, find_rep(scene, week["rep"]["email"]), week) for week in weeks]
    return {
        "month": str(of),
        "as_of": scene.as_of.isoformat(),
        "us": scene.us.name if scene.us else None,
        "held_on": session.days.held_on.isoformat(),
        "standups": {"minutes": policy.standup_minutes, "on": [day.isoformat() for day in session.days.standups]},
        "next_on": session.days.next_on.isoformat(),
        "minutes": policy.minutes,
        "hold_hour": policy.hold_hour,
        "hold_minutes": policy.hold_minutes,
        "sheets": sheets,
        "team": _team_form(session, sheets) if only is None else None,
    }


def _counted(month: Month, scene: Scene) -> Month:
    return min(month.plus(-1), Month.of(scene.as_of))


def _sheet(session: _Session, asker: Asker, week: Json) -> Json:
    scene, rep = session.scene, asker.requester.entity
    own = [ask for ask in session.asks.values() if ask.plan.requester == rep]
    tasks = open_tasks(own, scene.policy)
    mode = asker.requester.mode
    return {
        "rep": {**week["rep"], "mode": mode.value},
        "minutes": scene.policy.session.sdr_minutes if mode is Mode.SDR else scene.policy.session.minutes,
        "agenda": [{"minutes": item.minutes, "text": item.text} for item in agenda(mode, scene.policy.session)],
        "floor": scene.policy.plan.named_floor,
        "named": len(week["asks"]),
        "candidates": [_candidate_form(session, named) for named in _named(session, asker, week["asks"])],
        "commitments": [_commitment_form(session, task) for task in tasks],
        "flags": flags_of(scene, asker, week["shortfall"], tasks),
        "counts": _counts_form(session, asker, own),
    }


def _named(session: _Session, asker: Asker, asks: Sequence[Json]) -> list[_Named]:
    """The week's candidates who were not asked yet, each with a day and a hold."""
    policy = session.scene.policy.session
    open_ = [named for ask in asks if not _was_asked(named := _judged(session, asker, ask))]
    days = ask_days([_limits(named) for named in open_], session.days.held_on, session.scene.as_of)
    dated = zip(open_, days, holds(days, policy), strict=True)
    return [replace(of, on=day, hold=hold) for of, day, hold in dated]


def _judged(session: _Session, asker: Asker, ask: Json) -> _Named:
    scene, connector = session.scene, EntityId(ask["connector"]["id"])
    if ask["logged"]:
        logged = session.asks[ask["logged"]["id"]]
        decided = verdict_beside(scene, asker, logged, connector)
        packet = ask["packet"] or packet_beside(session.store, scene, asker, logged, decided)
        return _Named(ask, decided, logged.plan.circle, packet, logged)
    helper = scene.helper(connector)
    circle = helper.circle if helper else Circle.TEAM
    return _Named(ask, scene.verdict(connector, asker.requester), circle, ask["packet"], None)


def _was_asked(named: _Named) -> bool:
    return named.logged is not None and named.logged.state is not AskState.PLANNED


def _limits(named: _Named) -> AskLimits:
    """An ask that is planned keeps the window in which it was."""
    joint = named.verdict.status is Status.JOINT_MOTION
    if named.logged is None:
        return AskLimits.of(named.verdict, joint=joint)
    plan = named.logged.plan
    opens_on = named.verdict.opens_on if plan.joint else None
    return AskLimits(opens_on, plan.ask_by, plan.closes_on, joint=plan.joint)


def _candidate_form(session: _Session, named: _Named) -> Json:
    ask, limits, trigger = named.ask, _limits(named), named.verdict.trigger
    return {
        "connector": ask["connector"],
        "target": ask["target"],
        "account": ask["account"],
        "circle": named.circle.value,
        "score": ask["score"],
        "trigger": {"kind": trigger.kind.value, "on": trigger.on.isoformat()} if trigger else None,
        "verdict": verdict_form(named.verdict),
        "signals": ask["signals"],
        "ask_on": _text(named.on),
        "hold_at": named.hold.isoformat() if named.hold else None,
        "ask_by": _text(limits.ask_by),
        "closes_on": _text(limits.closes_on),
        "joint": limits.joint,
        "packet": _packet_form(session.scene, named),
        "logged": ask["logged"],
    }


def _packet_form(scene: Scene, named: _Named) -> Json | None:
    """The words of an ask, its script with the days that follow from the day of the ask."""
    packet = named.packet
    if packet is None or named.on is None:
        return packet
    told = ((step, on_day(step["text"], scene.as_of, named.on, scene.policy.log)) for step in packet["script"])
    return {**packet, "script": [{**step, "text": text} for step, text in told]}


def _commitment_form(session: _Session, task: Task) -> Json:
    scene, plan = session.scene, session.asks[task.ask].plan
    number = None if plan.account is None else scene.view.snapshot.company(plan.account)
    return {
        "ask": task.ask,
        "kind": task.kind.value,
        "text": task.text,
        "log_as": task.logged_as.value,
        "due_on": task.due_on.isoformat(),
        "overdue": task.is_overdue(scene.as_of),
        "connector": party_form(scene, plan.connector, "connector"),
        "target": party_form(scene, plan.target, "target"),
        "account": None if number is None else account_form(scene, number),
    }


def _counts_form(session: _Session, asker: Asker, own: Sequence[Ask]) -> Json:
    """The month before the session in numbers, how many asks those before it had, and which deals were referred."""
    scene, month = session.scene, session.counted
    deals = deals_of(scene, session.on_file, asker)
    found = measure(own, Wanted(month, scene.as_of, (asker.requester.entity,), deals=deals), scene.policy)
    asked = [ask for ask in own if Period.months(month, 1).holds(ask.asked_on)]
    mine = found.reps[0]
    policy = scene.policy
    return {
        "month": str(month),
        "target": policy.measure.asks_per_month,
        "payback": policy.session.payback_asks,
        "planned": mine.planned,
        **rates_form(rates_of(asked, scene.as_of, policy)),
        "early": early_form(mine.early, policy.measure),
        "months": [{"month": str(each), "made": made} for each, made in zip(found.months, mine.months, strict=True)],
        "referrals": referrals_form(scene, found),
    }


def _team_form(session: _Session, sheets: Sequence[Json]) -> Json:
    """What the manager looks at: how many names, who is short of them and with whom to pair, what was asked."""
    policy, floor = session.scene.policy, session.scene.policy.plan.named_floor
    named = {EntityId(sheet["rep"]["id"]): sheet["named"] for sheet in sheets}
    reps = {sheet["rep"]["id"]: _name_form(sheet["rep"]) for sheet in sheets}
    together = pairs(named, floor)
    return {
        "named": sum(named.values()),
        "least_named": policy.session.least_named,
        "most_named": policy.session.most_named,
        "floor": floor,
        "short": [
            {"rep": reps[rep], "named": named[rep], "pair_with": reps[peer] if peer else None}
            for rep, peer in together.items()
        ],
        "made": sum(sheet["counts"]["made"] for sheet in sheets),
        "target": policy.measure.asks_per_month * len(sheets),
        "overdue": sum(commitment["overdue"] for sheet in sheets for commitment in sheet["commitments"]),
        "referrals": _team_referrals(session),
    }


def _team_referrals(session: _Session) -> Json:
    scene = session.scene
    wanted = Wanted(session.counted, scene.as_of, deals=deals_of(scene, session.on_file, None))
    return referrals_form(scene, measure(session.asks.values(), wanted, scene.policy))


def _name_form(rep: Mapping[str, Any]) -> Json:
    return {"id": rep["id"], "name": rep["name"], "email": rep["email"]}


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
