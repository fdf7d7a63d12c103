"""Planning an ask and logging what becomes of it, each once however often the call is repeated."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from api.presenter.asks.asks import ask_form
from api.presenter.asks.oneask import one_ask, with_words, words_before
from api.presenter.finding.lookup import find_company, find_person
from api.presenter.forms import Json, heat_of
from api.presenter.packets.packets import packet_form, packet_of, works_at
from api.presenter.paths.asked import PathsRequest, Question
from api.presenter.paths.sides import side_of
from api.presenter.paths.warm import Asker, WarmPath
from api.presenter.sharing.masking import MASKED, masked_text, whom_masked
from api.presenter.week.reps import find_asker, owner_of, requester_of
from api.rendering import to_json
from api.workspace import Scene, Workspace
from orbit.asks.gate.verdict import PastAsk, Status, Verdict
from orbit.asks.log.ask import Ask, AskId, Chance, EventKind, Plan
from orbit.asks.log.book import Entry, Once, checked_answer, keep_answer, log_event, plan_ask, take_back
from orbit.asks.log.reciprocity import picked
from orbit.asks.log.skipping import put_back, skip, week_after
from orbit.asks.wording import say_day
from orbit.errors import AskRefused, UsageError
from orbit.model import Circle, EntityId
from orbit.store.asking import AskWriter, KeptAnswer


@dataclass(frozen=True, slots=True)
class Wish:
    """Which ask somebody wants to make, in their own words; without a rep it is made in the account owner's name."""

    account: str
    target: str
    connector: str
    rep: str | None = None
    reciprocity: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """What somebody says has happened to an ask; `on` None is today, `takes_back` None the last event.

    `anyway` says of an ask that it was made although it may not be made any more.
    """

    kind: EventKind
    on: date | None = None
    note: str = ""
    next_on: date | None = None
    reciprocity: str | None = None
    takes_back: int | None = None
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """Who logs something and when, seen by whom; `once` tells a repeated call from a new one."""

    by: str
    at: datetime
    today: date
    once: Once | None = None
    viewer: EntityId | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The answer to a call that writes; `again` where it was given to the same call before."""

    answer: Json
    again: bool = False


def plan_answer(workspace: Workspace, wish: Wish, author: Author) -> Written:
    """Plan an ask if the gate lets it through and a slot is left; raises AskRefused with the reasons otherwise."""
    return _given_before(workspace, author) or _planned(workspace, wish, author)


def log_answer(workspace: Workspace, number: int, happening: Happening, author: Author) -> Written:
    """Log an event of an ask; raises AskForbidden naming those that are allowed, NotFound for an unknown ask."""
    return _given_before(workspace, author) or _logged(workspace, number, happening, author)


def skip_answer(workspace: Workspace, wish: Wish, author: Author) -> Written:
    """Take an ask that nobody has planned off this week's list; raises as `plan_answer` does."""
    return _given_before(workspace, author) or _skipped(workspace, wish, author)


def put_back_answer(workspace: Workspace, number: int, author: Author) -> Written:
    """Let the plan choose a skipped ask again; raises AskForbidden for one that is not skipped."""
    return _given_before(workspace, author) or _put_back(workspace, number, author)


def _skipped(workspace: Workspace, wish: Wish, author: Author) -> Written:
    scene = workspace.scene(author.today, author.viewer)
    wanted, back_on = _Wanted.of(workspace, scene, wish), week_after(author.today)
    entry = Entry(EventKind.WITHDRAWN, author.today, author.at, author.by, wish.note, next_on=back_on)
    plan = wanted.plan(scene)

    def write(asks: AskWriter) -> tuple[Ask, Json]:
        ask = skip(asks, plan, entry, wanted.gate(scene), scene.policy)
        return ask, with_words(scene, ask, None)

    return _written(workspace, author, write)


def _put_back(workspace: Workspace, number: int, author: Author) -> Written:
    scene = workspace.scene(author.today, author.viewer)
    entry = Entry(EventKind.WITHDRAWN, author.today, author.at, author.by)

    def write(asks: AskWriter) -> tuple[Ask, Json]:
        ask = put_back(asks, AskId(number), entry)
        return ask, with_words(scene, ask, None)

    return _written(workspace, author, write)


def _planned(workspace: Workspace, wish: Wish, author: Author) -> Written:
    is_unnamed = wish.connector.startswith(MASKED)
    scene = workspace.scene(author.today, author.viewer, unnamed=is_unnamed)
    if is_unnamed:
        wish = replace(wish, connector=whom_masked(scene, wish.connector))
    wanted = _Wanted.of(workspace, scene, wish)
    in_return = picked(wish.reciprocity, scene.policy) if wish.reciprocity else None
    entry = Entry(EventKind.PLANNED, author.today, author.at, author.by, wish.note, reciprocity=in_return)
    plan, packet = wanted.plan(scene), None if is_unnamed else wanted.packet(scene)

    def write(asks: AskWriter) -> tuple[Ask, Json]:
        ask = plan_ask(asks, plan, entry, wanted.gate(scene), scene.policy)
        return ask, ask_form(scene, ask) | {"packet": packet, "policy": scene.policy.digest}

    try:
        return _written(workspace, author, write)
    except AskRefused as error:
        # The reasons may name whom the viewer does not know by name.
        raise AskRefused(masked_text(scene, plan.connector, str(error)), error.rules, error.opens_on) from error


def _logged(workspace: Workspace, number: int, happening: Happening, author: Author) -> Written:
    scene = workspace.scene(author.today, author.viewer)
    entry = _entry(scene, happening, author)
    packet = words_before(workspace.store, scene, number, entry.kind)
    then = scene if entry.on == scene.as_of else workspace.scene(entry.on, author.viewer)

    def write(asks: AskWriter) -> tuple[Ask, Json]:
        if entry.kind is EventKind.SENT and entry.reciprocity:
            pick = Entry(EventKind.PICKED, entry.on, entry.at, entry.by, reciprocity=entry.reciprocity)
            log_event(asks, AskId(number), pick, scene.policy)
        if entry.kind is EventKind.TAKEN_BACK and entry.takes_back is None:
            ask = take_back(asks, AskId(number), entry, scene.policy)
        else:
            ask = log_event(asks, AskId(number), entry, scene.policy, partial(_gate_again, then))
        return ask, with_words(scene, ask, packet)

    return _written(workspace, author, write)


def _entry(scene: Scene, happening: Happening, author: Author) -> Entry:
    on = happening.on or author.today
    if on > author.today:
        raise UsageError(f"{say_day(on)} lies ahead: log what has happened, on the day on which it did")
    in_return = picked(happening.reciprocity, scene.policy) if happening.reciprocity else None
    told = (happening.note, happening.next_on, in_return, happening.takes_back, happening.anyway)
    return Entry(happening.kind, on, author.at, author.by, *told)


def _gate_again(scene: Scene, ask: Ask, past: Sequence[PastAsk]) -> Verdict:
    """What the gate says on the day on which an ask is made."""
    return scene.gate.verdict(ask.plan.connector or EntityId(""), requester_of(scene, ask.plan.requester), past)


def _given_before(workspace: Workspace, author: Author) -> Written | None:
    """The answer that this very call was given before; names in it may lead nowhere by now."""
    once = author.once
    kept = checked_answer(workspace.store.ask_answer(once.key), once) if once else None
    return None if kept is None else _told_again(workspace, author, kept)


def _written(workspace: Workspace, author: Author, write: Callable[[AskWriter], tuple[Ask, Json]]) -> Written:
    """Write and keep the answer in one transaction; where somebody was faster with this very call, tell theirs."""
    once = author.once
    with workspace.store.writing() as batch:
        kept = checked_answer(batch.asks.kept(once.key), once) if once else None
        if kept is None:
            ask, answer = write(batch.asks)
            if once:
                text = to_json(answer).decode()
                keep_answer(batch.asks, once, ask.id, text, at=author.at, policy=workspace.policy)
            return Written(answer)
    return _told_again(workspace, author, kept)


def _told_again(workspace: Workspace, author: Author, kept: KeptAnswer) -> Written:
    if kept.answer is not None:
        return Written(json.loads(kept.answer), again=True)
    # Somebody in it was erased: what is left is told as it stands now.
    return Written(one_ask(workspace.store, workspace.scene(author.today, author.viewer), kept.ask), again=True)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A wish with its names looked up: person and company numbers, and the best path between the two people."""

    connector: int
    target: int
    account: int
    asker: Asker
    path: WarmPath | None

    @classmethod
    def of(cls, workspace: Workspace, scene: Scene, wish: Wish) -> _Wanted:
        store = workspace.store
        account = find_company(store, scene, wish.account)
        target = find_person(store, scene, wish.target, partial(works_at, scene, account))
        connector = find_person(store, scene, wish.connector, partial(_is_ours, scene))
        asker = find_asker(store, scene, wish.rep) if wish.rep else owner_of(scene, account)
        if asker is None:
            raise UsageError("Nobody owns this account: say in whose name to ask (the rep).")
        if target in {connector, asker.number}:
            raise UsageError("Nobody is asked for an introduction to themselves: name another connector or target.")
        if connector == asker.number:
            raise UsageError("You know the connector: you are it. No ask is needed.")
        question = Question.of(store, scene, account, asker, PathsRequest(None, None, 1, scene.as_of))
        return cls(connector, target, account, asker, side_of(scene, question, (connector, target)).path)

    def plan(self, scene: Scene) -> Plan:
        """The ask as it is logged, with the window and the chance that it has today."""
        snapshot, connector = scene.view.snapshot, self._connector(scene)
        decided = self._decided(scene, ())
        helper, signals = scene.helper(connector), heat_of(scene, self.account).parts
        return Plan(
            connector=connector,
            target=snapshot.person_entity(self.target),
            account=snapshot.company_entity(self.account),
            requester=self.asker.requester.entity,
            circle=helper.circle if helper else Circle.TEAM,
            reason=signals[0].signal.title if signals else "",
            trigger=decided.trigger.kind if decided.trigger else None,
            ask_by=decided.ask_by,
            closes_on=decided.closes_on,
            joint=decided.status is Status.JOINT_MOTION,
            chance=_chance(self.path),
        )

    def gate(self, scene: Scene) -> Callable[[Sequence[PastAsk]], Verdict]:
        """What the gate says, given all that was asked of the connector."""
        return lambda history: self._decided(scene, history)

    def packet(self, scene: Scene) -> Json | None:
        """The words of the ask; None where no path is known or no fresh signal says why now."""
        if self.path is None:
            return None
        return packet_form(packet_of(scene, self.path, self.account, self.asker, reword=True))

    def _decided(self, scene: Scene, history: Sequence[PastAsk]) -> Verdict:
        return scene.gate.verdict(self._connector(scene), self.asker.requester, history)

    def _connector(self, scene: Scene) -> EntityId:
        return scene.view.snapshot.person_entity(self.connector)


def _is_ours(scene: Scene, person: int) -> bool:
    return scene.helper(scene.view.snapshot.person_entity(person)) is not None


def _chance(path: WarmPath | None) -> Chance | None:
    return None if path is None else Chance(path.willing.value, path.know, path.reply.value)
