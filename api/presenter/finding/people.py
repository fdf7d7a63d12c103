"""One person: who they are in each source, where they worked, and in which circle of ours they are."""

from __future__ import annotations

from datetime import date

from api.presenter.forms import Json, evidence_form, person_form, read_refs, ref_form
from api.presenter.sharing.whose import seen_records
from api.workspace import Scene
from orbit.model import EntityId
from orbit.store.base import Store

_NO_DAY = 1


def person_answer(store: Store, scene: Scene, number: int) -> Json:
    """The designed JSON of `GET /v1/people/{key}`."""
    entity = scene.view.snapshot.person_entity(number)
    records = seen_records(store, scene, entity)
    return {
        "person": person_form(scene, number, _place(scene, entity)),
        "records": [{**ref_form(record.ref), "name": record.name} for record in records],
        "spells": _spells(store, scene, number),
        "roles": [
            {"circle": role.circle.value, "company": _company(scene, role.company), "owner": role.owner}
            for role in scene.book.roles_of(entity, scene.as_of)
        ],
    }


def _place(scene: Scene, entity: EntityId) -> str:
    return "connector" if scene.helper(entity) else "target"


def _company(scene: Scene, entity: EntityId | None) -> str | None:
    number = scene.view.snapshot.company(entity) if entity else None
    return None if number is None else scene.view.snapshot.name_of_company(number)


def _spells(store: Store, scene: Scene, number: int) -> list[Json]:
    here, snapshot = scene.view.places, scene.view.snapshot
    rows = range(int(here.person_at[number]), int(here.person_at[number + 1]))
    latest_first = sorted(rows, key=lambda row: (-int(here.end[row]), -int(here.start[row]), row))
    facts = {row: list(map(snapshot.fact, here.facts(row, row + 1))) for row in rows}
    refs = read_refs(store, scene, (fact for ids in facts.values() for fact in ids))
    today = scene.as_of.toordinal()
    return [
        {
            "company": snapshot.name_of_company(int(here.company[row])),
            "title": snapshot.title_text(int(here.title[row])),
            "start": _between(int(here.start[row]), int(here.sure_from[row])),
            "end": None if here.end[row] >= today else _between(int(here.sure_to[row]), int(here.end[row])),
            "evidence": evidence_form(refs, facts[row]),
        }
        for row in latest_first
    ]


def _between(first: int, last: int) -> str | None:
    """The month or year in which both days lie; None where a source told less than that."""
    if min(first, last) <= _NO_DAY:
        return None
    one, other = date.fromordinal(first), date.fromordinal(last)
    if one.year != other.year:
        return None
    return f"{one:%Y-%m}" if one.month == other.month else f"{one:%Y}"
