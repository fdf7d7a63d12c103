"""Is this ask fit to be sent? A text as a rep wrote it, with its names looked up in the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

import numpy as np

from api.presenter.finding.account_names import account_numbers
from api.presenter.forms import Json, heat_of, person_form
from api.presenter.packets.packets import news_of
from api.presenter.week.reps import mode_of
from api.workspace import DOMAIN, Scene
from orbit.asks.gate.verdict import Mode
from orbit.asks.lint.names import Bearers, KnownCompany, KnownPerson
from orbit.asks.lint.read import LintFinding, LintReport, lint_ask, places
from orbit.errors import UsageError
from orbit.graph.arrays import Array
from orbit.graph.search_keys import company_spelling, person_spelling, plain_spelling, search_keys
from orbit.graph.targets import NOBODY
from orbit.model import AccountKind, Circle, EntityId
from orbit.names import folded, words
from orbit.store.base import Identifier, Store

MOST_LETTERS = 200_000
_NEAREST = 3
_MOST_COMPARED = 20_000
# Of so many people of one name, more are no help to tell whom the ask means.
_MOST_BEARERS = 20
_NOTE = (
    "These rules read English. Of this text only names, links, files, copies, gaps and length were checked; "
    "whether it asks for something vague was not."
)


def lint_answer(store: Store, scene: Scene, text: str) -> Json:
    """The designed JSON of `orbit lint` and `POST /v1/lint`; raises UsageError for a text that is none."""
    if not text.strip():
        raise UsageError("There is no ask to read: the text is empty.")
    if len(text) > MOST_LETTERS:
        raise UsageError(f"An ask has a few dozen words; this text has {len(text):,} letters.")
    report = lint_ask(text, GraphDirectory(store, scene), scene.policy)
    return _report_form(text, report) | {"as_of": scene.as_of.isoformat(), "revision": scene.revision}


class GraphDirectory:
    """Answers lint from the scene's graph, all names of a text in one pass over it."""

    def __init__(self, store: Store, scene: Scene) -> None:
        self._store = store
        self._scene = scene

    def bearers(self, names: Sequence[str]) -> Mapping[str, Bearers]:
        """Return who bears each name; names that nobody bears are left out."""
        snapshot = self._scene.view.snapshot
        people = _found(snapshot.person_key, {name: person_spelling(name) for name in names})
        exact = _found(snapshot.company_key, {name: plain_spelling(name) for name in names})
        alike = _found(snapshot.company_core, {name: company_spelling(name) for name in names})
        told = {name: self._told(name, people, {**alike, **exact}) for name in {**people, **alike, **exact}}
        return {name: bearers for name, bearers in told.items() if bearers.people or bearers.companies}

    def near_people(self, name: str, companies: Iterable[str]) -> list[str]:
        """Return up to three people at these companies, or at any account, with a name like this."""
        from rapidfuzz import fuzz, process  # only a name that nobody bears needs it

        snapshot = self._scene.view.snapshot
        known = (snapshot.company(EntityId(company)) for company in companies)
        numbers = [number for number in known if number is not None] or account_numbers(self._scene)
        staff = islice((person for number in numbers for person in self._staff(number)), _MOST_COMPARED)
        people = {person: snapshot.name_of_person(person) for person in staff}
        if not name:
            return list(people.values())[:_NEAREST]
        best = process.extract(name, people, scorer=fuzz.ratio, processor=folded, limit=_NEAREST, score_cutoff=60)
        return [self._with_job(number) for _, _, number in best]

    def _staff(self, company: int) -> list[int]:
        view = self._scene.view
        here = slice(int(view.staff.company_at[company]), int(view.staff.company_at[company + 1]))
        people: list[int] = view.places.person[view.staff.job[here]].tolist()
        return people

    def near_companies(self, name: str) -> list[str]:
        """Return up to three accounts with a name like this."""
        from rapidfuzz import fuzz, process  # only a name that nobody bears needs it

        accounts = {
            number: self._scene.view.snapshot.name_of_company(number) for number in account_numbers(self._scene)
        }
        best = process.extract(name, accounts, scorer=fuzz.ratio, processor=folded, limit=_NEAREST, score_cutoff=60)
        return [found for found, _, _ in best]

    def copied(self, address: str) -> str | None:
        """Say why nobody should copy this address: a colleague who is a manager or SDR."""
        if mode_of(self._scene, address) is Mode.SDR:
            return "an SDR of ours"
        entity = self._scene.book.team.get(address.casefold())
        found = [entity] if entity else self._store.find(Identifier("email", address.casefold()))
        numbers = (self._scene.view.snapshot.person(one) for one in found)
        for number in (number for number in numbers if number is not None):
            title = person_form(self._scene, number)["title"] or ""
            if self._is_colleague(number) and self._is_managing(title):
                return f"a colleague of ours ({title})"
        return None

    def _with_job(self, number: int) -> str:
        form = person_form(self._scene, number)
        job = ", ".join(part for part in (form["title"], form["company"]) if part)
        return f"{form['name']} ({job})" if job else str(form["name"])

    def _told(self, name: str, people: Mapping[str, list[int]], companies: Mapping[str, list[int]]) -> Bearers:
        snapshot = self._scene.view.snapshot
        persons = [one for one in people.get(name, ()) if _is(snapshot.name_of_person(one), name, person_spelling)]
        firms = [
            one
            for one in companies.get(name, ())
            if _is(snapshot.name_of_company(one), name, company_spelling)
            or _is(snapshot.name_of_company(one), name, plain_spelling)
        ]
        return Bearers(
            tuple(self._person(number) for number in persons[:_MOST_BEARERS]),
            tuple(self._company(number) for number in firms[:_MOST_BEARERS]),
        )

    def _person(self, number: int) -> KnownPerson:
        view, form = self._scene.view, person_form(self._scene, number)
        job = int(view.jobs[number])
        at = frozenset() if job == NOBODY else frozenset({view.snapshot.company_entity(int(view.places.company[job]))})
        told = (form["name"], at, form["company"] or "", form["title"] or "")
        return KnownPerson(form["id"], *told, is_colleague=self._is_colleague(number))

    def _company(self, number: int) -> KnownCompany:
        scene, snapshot = self._scene, self._scene.view.snapshot
        entity = snapshot.company_entity(number)
        account = scene.book.account(entity, scene.as_of)
        return KnownCompany(
            entity,
            snapshot.name_of_company(number),
            is_us=self._is_us(number),
            is_customer=account is not None and account.kind is AccountKind.CUSTOMER,
            is_account=account is not None,
            has_signal=heat_of(scene, number).value > 0,
            news=news_of(scene, number) if account is not None else "",
        )

    def _is_us(self, number: int) -> bool:
        domain, own = self._scene.view.snapshot.domain_of(number), self._store.meta(DOMAIN)
        us = self._scene.us
        name = self._scene.view.snapshot.name_of_company(number)
        return (bool(domain) and domain == own) or (
            us is not None and company_spelling(us.name) == company_spelling(name)
        )

    def _is_colleague(self, number: int) -> bool:
        scene = self._scene
        roles = scene.book.roles_of(scene.view.snapshot.person_entity(number), scene.as_of)
        return any(role.circle is Circle.TEAM for role in roles)

    def _is_managing(self, title: str) -> bool:
        told = f" {' '.join(words(title))} "
        return any(f" {' '.join(words(each))} " in told for each in self._scene.policy.lint.manager_titles)


def _found(keys: Array, spellings: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the places of each name's spelling among `keys` (uint64[n]), by one pass over them."""
    names = [name for name, spelling in spellings.items() if spelling]
    if not names:
        return {}
    wanted = search_keys(spellings[name] for name in names)
    # A look at 16 bits first leaves a few in a thousand: ten times as fast as comparing all of them in full.
    low = np.zeros(1 << 16, dtype=bool)
    low[wanted.astype(np.uint16)] = True
    near = np.flatnonzero(low[keys.astype(np.uint16)])
    hits = near[np.isin(keys[near], wanted)]
    by_key: dict[int, list[int]] = {}
    for place in hits.tolist():
        by_key.setdefault(int(keys[place]), []).append(place)
    found = {name: by_key.get(int(key), []) for name, key in zip(names, wanted, strict=True)}
    return {name: numbers for name, numbers in found.items() if numbers}


def _is(name: str, wanted: str, spelling: Callable[[str], str]) -> bool:
    """Say whether two names have one spelling: their numbers alone might agree by chance."""
    return spelling(name) == spelling(wanted)


def _report_form(text: str, report: LintReport) -> Json:
    return {
        "clean": report.is_clean,
        "findings": [_finding_form(text, finding) for finding in report.findings],
        "person": report.person or None,
        "account": report.account or None,
        "words": report.words,
        "seconds": round(report.seconds, 1),
        "language": "en" if report.is_english else "other",
        "unchecked": list(report.unchecked),
        "note": None if report.is_english else _NOTE,
    }


def _finding_form(text: str, finding: LintFinding) -> Json:
    line, column = places(text, finding.part)
    return {
        "rule": finding.rule,
        "numbers": list(finding.numbers),
        "level": "advice" if finding.is_advice else "error",
        "words": finding.words,
        "start": finding.part.start,
        "end": finding.part.end,
        "line": line,
        "column": column,
        "why": finding.why,
        "mend": finding.mend,
    }
