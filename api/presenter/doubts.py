"""What an answer rests on that is not certain: records taken for one person though that is only likely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from api.presenter.forms import Json
from api.workspace import Scene
from orbit.graph.doubts import sure_of
from orbit.resolve.likely import Link

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody, by person number, who may be two persons, and how sure it is that they are one."""

    person: int
    sure: float


def doubts_about(scene: Scene, people: Sequence[int]) -> tuple[Doubt, ...]:
    """Who of some people may be two, in the same order."""
    if not len(scene.view.snapshot.doubt_person):
        return ()
    sure = sure_of(scene.view.snapshot, np.array(people)).tolist()
    return tuple(Doubt(person, value) for person, value in zip(people, sure, strict=True) if value < 1)


def how_sure(doubts: Iterable[Doubt]) -> float:
    """How sure it is that nobody is two."""
    return prod(doubt.sure for doubt in doubts)


def doubt_forms(scene: Scene, doubts: Iterable[Doubt]) -> Iterator[Json]:
    """The designed JSON of each: who, how sure, in words, and by which command it is looked at."""
    for doubt in doubts:
        links = _links(scene, doubt)
        yield {
            "id": scene.view.snapshot.person_entity(doubt.person),
            "name": scene.view.snapshot.name_of_person(doubt.person),
            "sure": doubt.sure,
            "text": _text(doubt, links),
            "links": [_link_form(link) for link in links],
        }


def doubt_text(scene: Scene, doubt: Doubt) -> str:
    """Say it in a sentence that begins with the name."""
    text = _text(doubt, _links(scene, doubt))
    return f"{scene.view.snapshot.name_of_person(doubt.person)}: {text[0].lower()}{text[1:]}"


def _links(scene: Scene, doubt: Doubt) -> Sequence[Link]:
    person = scene.view.snapshot.person_entity(doubt.person)
    return scene.once(f"links of {person}", lambda it: it.links_of(person))


def _text(doubt: Doubt, links: Sequence[Link]) -> str:
    count = max(len(links), 1) + 1
    records = _NUMBERS[count] if count < len(_NUMBERS) else f"{count}"
    return f"{records.capitalize()} records are taken for one person here: {doubt.sure * 100:.0f} % sure"


def _link_form(link: Link) -> Json:
    one = link.judgement
    return {
        "match": one.id,
        "left": str(one.left),
        "right": str(one.right),
        "probability": link.probability,
        "because": one.because,
        "review": f"orbit review why {one.left} {one.right}",
    }
