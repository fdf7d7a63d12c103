"""The JSON shapes of matches: two records side by side, what agrees and what differs, who decided what and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from api.presenter.forms import Json, ref_form
from orbit.asks.wording import say_day
from orbit.model import Company, EntityId, Person, Record
from orbit.names import (
    company_core,
    email_address,
    folded,
    linkedin_company_slug,
    linkedin_slug,
    person_name,
    system_id,
    web_domain,
)
from orbit.resolve.grounds import Grounds
from orbit.resolve.review import Question
from orbit.resolve.ruling import REVIEWED
from orbit.store.base import Judgement, Verdict
from orbit.titles import title_key

# What a field of a record says, each value once, and in which form two of them are compared.
Field = tuple[str, tuple[str, ...], Callable[[str], str | None]]
_SAID = {Verdict.SAME: "one", Verdict.DIFFERENT: "two", Verdict.UNSURE: "not sure"}


def question_form(question: Question) -> Json:
    """Two records with what speaks for them being one."""
    one = question.judgement
    grounds = None if one.grounds is None else Grounds.read(one.grounds)
    return {
        "id": one.id,
        "kind": one.kind.value,
        "rule": one.rule,
        "because": one.because,
        "probability": None if grounds is None else grounds.probability,
        "weights": None if grounds is None else grounds.model,
        "left": record_form(question.left, question.between[0]),
        "right": record_form(question.right, question.between[1]),
        "fields": list(fields_form(question.left, question.right)),
    }


def record_form(record: Record, entity: EntityId) -> Json:
    """One record: what it is called in its source, where it was read, and to whom it belongs today."""
    return {"entity": entity, "key": str(record.key), "name": record.name, **ref_form(record.ref)}


def fields_form(left: Record, right: Record) -> Iterator[Json]:
    """What both records say, field by field; `agree` is None where only one of them says anything."""
    for (name, said, form), (_, other, _) in zip(_fields(left), _fields(right), strict=True):
        if said or other:
            yield {"field": name, "left": _joined(said), "right": _joined(other), "agree": _agree(said, other, form)}


def decision_form(judgement: Judgement | None) -> Json | None:
    """What somebody decided, who, and when."""
    if judgement is None:
        return None
    return {
        "id": judgement.id,
        "verdict": judgement.verdict.value,
        "by": judgement.actor,
        "at": moment_form(judgement.at),
    }


def judgement_form(judgement: Judgement) -> Json:
    """A judgement of a rule or of a person, with the weights it was made by."""
    grounds = None if judgement.grounds is None else Grounds.read(judgement.grounds)
    return {
        "id": judgement.id,
        "left": str(judgement.left),
        "right": str(judgement.right),
        "verdict": judgement.verdict.value,
        "rule": judgement.rule,
        "because": judgement.because,
        "by": judgement.actor if judgement.rule == REVIEWED else None,
        "at": moment_form(judgement.at),
        "probability": None if grounds is None else grounds.probability,
        "weights": None if grounds is None else grounds.model,
    }


def moment_form(at: datetime) -> str:
    """A moment in UTC: 2026-11-21T09:30:00Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def says(judgement: Judgement) -> str:
    """Tell a decision in words: ana decided on 21 Nov 2026 that they are two."""
    return f"{judgement.actor} decided on {say_day(judgement.at.date())} that they are {_SAID[judgement.verdict]}"


def _fields(record: Record) -> Iterable[Field]:
    if isinstance(record, Person):
        yield "name", (record.name,), _person_name
        yield "title", _told(record.title), title_key
        yield "company", _told(record.company), company_core
        yield "place", _told(record.location), folded
        yield "e-mail", record.emails, email_address
        yield "LinkedIn", _told(record.linkedin), linkedin_slug
        yield "CRM id", record.ids, system_id
    elif isinstance(record, Company):
        yield "name", (record.name,), company_core
        yield "domain", record.domains, web_domain
        yield "country", _told(record.country), folded
        yield "industry", _told(record.industry), folded
        yield "LinkedIn", _told(record.linkedin), linkedin_company_slug
        yield "CRM id", record.ids, system_id


def _told(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _joined(said: tuple[str, ...]) -> str | None:
    return ", ".join(said) or None


def _agree(said: tuple[str, ...], other: tuple[str, ...], form: Callable[[str], str | None]) -> bool | None:
    if not said or not other:
        return None
    one, two = ({form(value) or value.casefold() for value in values} for values in (said, other))
    if form is system_id and {_system(value) for value in one}.isdisjoint(map(_system, two)):
        return None
    return not one.isdisjoint(two)


def _system(id_: str) -> str:
    """Name what an id is unique in; two systems number one person differently."""
    return id_.rpartition(":")[0]


def _person_name(text: str) -> str:
    return person_name(text).key or folded(text)
