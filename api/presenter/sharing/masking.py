"""Paths over colleagues who are not named yet: what is shown in place of their names and of what gives them away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from api.presenter.forms import Json
from api.presenter.paths.warm import WarmPath, path_id
from api.presenter.sharing.whose import secret_facts
from api.workspace import Scene
from orbit.asks.log.ask import Ask
from orbit.errors import NotFound
from orbit.graph.snapshot import FUNCTIONS
from orbit.graph.targets import NOBODY
from orbit.model import Circle, EntityId
from orbit.titles import JobFunction

MASKED = "msk_"
_UNNAMED = "One of our people"
_FEWEST = 2
_CIRCLES = {
    Circle.TEAM: "A colleague",
    Circle.CHAMPION: "A champion",
    Circle.ADVISOR: "An advisor",
    Circle.BOARD: "Somebody on our board",
    Circle.INVESTOR: "An investor of ours",
    Circle.EX_CUSTOMER: "Somebody who was our customer",
}
_KINDS = {
    "linkedin": "Connected on LinkedIn",
    "worked_together": "At one company at the same time",
    "possible_overlap": "Perhaps at one company at the same time",
    "board_together": "In touch through a board",
    "studied_together": "At one school at the same time",
    "invested": "Tied by an investment",
    "mail": "In touch by mail or in meetings",
}
_TIED = "They know each other"


def masked_form(scene: Scene, path: WarmPath, form: Json) -> Json:
    """The form of a path as its viewer may see it; the same where it rests on nobody's own upload."""
    unnamed = _unnamed_on(scene, path)
    if not unnamed:
        return form
    snapshot = scene.view.snapshot
    texts: dict[str, str] = {}
    for number in unnamed:
        entity, label = snapshot.person_entity(number), label_of(scene, number)
        texts |= {snapshot.name_of_person(number): label, entity: masked_id(scene, entity)}
    for tie in path.ties:
        if not secret_facts(scene).keys().isdisjoint(tie.facts):
            texts |= {one.text: _KINDS.get(one.kind, _TIED) for one in tie.contributions}
            texts |= dict.fromkeys((one.text for one in tie.told), _TIED)
    shown = _with_texts({**form, "packet": None}, texts)
    ids = {texts[snapshot.person_entity(number)] for number in unnamed}
    # That they are one of our people may be known from their own upload alone.
    hops = [one | {"evidence": []} if one["to"] in ids and not one["contributions"] else one for one in shown["hops"]]
    people = [one | {"title": None, "company": None} if one["id"] in ids else one for one in shown["people"]]
    return {**shown, "people": people, "hops": hops, "id": path_id([one["id"] for one in people])}


def label_of(scene: Scene, number: int) -> str:
    """What somebody unnamed is called: circle and function, as far as at least two of our people fit."""
    alike = scene.once("people alike", _alike)
    circle, function = _kind_of(scene, number)
    if circle is None or alike[circle, None] < _FEWEST:
        return _UNNAMED
    if function is None or alike[circle, function] < _FEWEST:
        return _CIRCLES[circle]
    return f"{_CIRCLES[circle]} in {function.value.replace('_', ' ').title()}"


def masked_id(scene: Scene, person: EntityId) -> str:
    """The id by which one viewer knows somebody unnamed; to any other viewer it says nothing."""
    viewer, secret = ("", b"") if scene.sight is None else (scene.sight.viewer or "", scene.sight.secret)
    return MASKED + blake2b(f"{viewer} {person}".encode(), key=blake2b(secret).digest(), digest_size=6).hexdigest()


def whom_masked(scene: Scene, key: str) -> EntityId:
    """Whom an id stands for by which the scene's viewer knows somebody unnamed; raises NotFound for any other."""
    people = () if scene.sight is None else scene.sight.masked_people
    for person in people:
        if masked_id(scene, person) == key:
            return person
    raise NotFound("Nobody answers to that id. Ids of colleagues who are not named hold for one viewer only.")


def is_masked(scene: Scene, person: EntityId | None) -> bool:
    """Whether the scene's viewer may not know somebody by name where their own upload makes the way."""
    return scene.sight is not None and person in scene.sight.masked_people


def masked_text(scene: Scene, person: EntityId | None, text: str) -> str:
    """A text without the name of somebody whom the scene's viewer may not know by it."""
    number = None if person is None or not is_masked(scene, person) else scene.view.snapshot.person(person)
    return text if number is None else text.replace(scene.view.snapshot.name_of_person(number), label_of(scene, number))


def masked_ask(scene: Scene, ask: Ask, form: Json) -> Json:
    """The form of an ask as its viewer may see it; the same where they may know whom it was made to."""
    person = ask.plan.connector
    number = None if person is None else scene.view.snapshot.person(person)
    if person is None or number is None or not is_masked(scene, person):
        return form
    label = label_of(scene, number)
    shown = _with_texts(form, {scene.view.snapshot.name_of_person(number): label})
    connector = {"role": "connector", "id": masked_id(scene, person), "name": label, "title": None, "company": None}
    requester, viewer = ask.plan.requester, None if scene.sight is None else scene.sight.viewer
    known = {one for one in (requester, viewer) if one is not None}
    by = {email for email, who in scene.book.team.items() if who in known}
    events = [one if one["by"] in by else one | {"by": label, "note": ""} for one in shown["events"]]
    return {**shown, "connector": connector, "events": events}


def _unnamed_on(scene: Scene, path: WarmPath) -> list[int]:
    """Who on a path must not be named: whose own upload one of the ties next to them rests on."""
    secret, found = secret_facts(scene), path.found
    if not secret:
        return []
    stops = [found.connector, *([] if found.bridge is None else [found.bridge])]
    unnamed = []
    for place, number in enumerate(stops):
        if number == found.target or not is_masked(scene, scene.view.snapshot.person_entity(number)):
            continue
        beside = path.ties[max(0, place - 1) : place + 1]
        if any(fact in secret for tie in beside for fact in tie.facts):
            unnamed.append(number)
    return unnamed


_Kind = tuple[Circle | None, JobFunction | None]


def _alike(scene: Scene) -> Counter[_Kind]:
    """How many of our people are in each circle, and in each circle and function."""
    numbers = map(scene.view.snapshot.person, scene.book.roles(scene.as_of))
    kinds = [_kind_of(scene, number) for number in numbers if number is not None]
    return Counter([(circle, None) for circle, _ in kinds] + [kind for kind in kinds if kind[1] is not None])


def _kind_of(scene: Scene, number: int) -> _Kind:
    """In which circle somebody is, and in which function they work as far as known."""
    helper = scene.helper(scene.view.snapshot.person_entity(number))
    job = int(scene.view.jobs[number])
    function = JobFunction.UNKNOWN if job == NOBODY else FUNCTIONS[scene.view.places.function[job]]
    return None if helper is None else helper.circle, None if function is JobFunction.UNKNOWN else function


def _with_texts(form: Any, texts: Mapping[str, str]) -> Any:
    """The same JSON with other texts in the place of some."""
    if isinstance(form, dict):
        return {name: _with_texts(value, texts) for name, value in form.items()}
    if isinstance(form, list):
        return [_with_texts(value, texts) for value in form]
    if isinstance(form, str):
        for former in sorted(texts, key=len, reverse=True):
            form = form.replace(former, texts[former])
    return form
