"""From what a user types to whom they mean: id, domain, e-mail, LinkedIn address, CRM reference or name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import fuzz, process

from api.presenter.forms import person_form
from api.workspace import Scene
from orbit.errors import NotFound
from orbit.model import EntityId
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
from orbit.store.base import Identifier, Store

_ENTITY = re.compile(r"(?:com|per)_[0-9a-f]{12}")
_REFERENCE = re.compile(r"[\w-]+:[^:\s]*:[\w-]+:\S+")
_NEAREST = 3


def find_company(store: Store, scene: Scene, key: str) -> int:
    """The company number that a key means; raises NotFound with the three nearest account names."""
    for identifier in _company_identifiers(key):
        found = _known(scene.view.snapshot.company, store.find(identifier))
        if found:
            return found[0]
    by_id = _by_id(store, key)
    if by_id is not None and (number := scene.view.snapshot.company(by_id)) is not None:
        return number
    named = companies_named(scene, key)
    exact = [number for number in named if folded(scene.view.snapshot.name_of_company(number)) == folded(key)]
    for found in (named, exact):
        if len(found) == 1:
            return found[0]
    if named:
        names = [_with_domain(scene, number) for number in named[:_NEAREST]]
        raise NotFound(f"{len(named)} companies are called {key!r}. Give the domain of the one you mean.", names)
    raise NotFound(f"No account answers to {key!r}.", nearest_accounts(scene, key))


def find_person(store: Store, scene: Scene, key: str) -> int:
    """The person number that a key means; raises NotFound with up to three ids where several bear the name."""
    for identifier in _person_identifiers(key):
        found = _known(scene.view.snapshot.person, store.find(identifier))
        if found:
            return found[0]
    by_id = _by_id(store, key)
    if by_id is not None and (number := scene.view.snapshot.person(by_id)) is not None:
        return number
    named = _persons_named(scene, key)
    if len(named) == 1:
        return named[0]
    if named:
        told = [_with_job(scene, number) for number in named[:_NEAREST]]
        raise NotFound(f"{len(named)} people are called that. Give an e-mail, LinkedIn address or id.", told)
    raise NotFound("Nobody answers to that name, e-mail or address.")


def companies_named(scene: Scene, name: str) -> list[int]:
    """The companies of exactly that name, our accounts first; legal forms and spelling of blanks do not matter."""
    # A name typed as it stands needs no look at the core of every other.
    exact = _accounts_called(scene, folded, folded(name))
    if len(exact) == 1:
        return exact
    wanted = company_core(name)
    accounts = _accounts_called(scene, company_core, wanted)
    if accounts or not wanted:
        return accounts
    plain = folded(name)
    snapshot = scene.view.snapshot
    return [number for number in range(snapshot.companies) if folded(snapshot.name_of_company(number)) == plain]


def nearest_accounts(scene: Scene, key: str) -> list[str]:
    """The three accounts whose name or domain is nearest to what was typed."""
    snapshot, numbers = scene.view.snapshot, list(account_numbers(scene))
    likeness = [
        process.cdist([key], labels, scorer=fuzz.WRatio, processor=folded)[0]
        for labels in (
            [snapshot.name_of_company(number) for number in numbers],
            [snapshot.domain_of(number) or "" for number in numbers],
        )
    ]
    best = sorted(range(len(numbers)), key=lambda place: -max(float(of[place]) for of in likeness))
    return [_with_domain(scene, numbers[place]) for place in best[:_NEAREST]]


def search_accounts(scene: Scene, text: str, limit: int) -> list[int]:
    """Accounts whose name or domain holds or nearly holds the text, best first."""
    numbers = list(account_numbers(scene))
    labels = [_with_domain(scene, number) for number in numbers]
    best = process.extract(text, labels, scorer=fuzz.partial_ratio, processor=folded, limit=limit, score_cutoff=70)
    return [numbers[index] for _, _, index in best]


def account_numbers(scene: Scene) -> Iterator[int]:
    """The company numbers of our accounts on the scene's day, by entity id."""
    for entity in scene.book.accounts(scene.as_of):
        number = scene.view.snapshot.company(entity)
        if number is not None:
            yield number


def _accounts_called(scene: Scene, form: Callable[[str], str], wanted: str) -> list[int]:
    """Our accounts on the scene's day whose name has this form; the book is asked about those alone."""
    snapshot = scene.view.snapshot
    numbers = ((entity, snapshot.company(entity)) for entity in sorted(scene.book.contents.accounts))
    known = ((entity, number) for entity, number in numbers if number is not None)
    called = [(entity, number) for entity, number in known if form(snapshot.name_of_company(number)) == wanted]
    return [number for entity, number in called if scene.book.account(entity, scene.as_of) is not None]


def _with_domain(scene: Scene, number: int) -> str:
    name, domain = scene.view.snapshot.name_of_company(number), scene.view.snapshot.domain_of(number)
    return f"{name} ({domain})" if domain else name


def _with_job(scene: Scene, number: int) -> str:
    form = person_form(scene, number)
    job = ", ".join(part for part in (form["title"], form["company"]) if part)
    return f"{form['id']} ({job})" if job else str(form["id"])


def _persons_named(scene: Scene, key: str) -> list[int]:
    wanted = person_name(key).key
    snapshot = scene.view.snapshot
    first = folded(key).split(" ")[0][:1]
    same_start = (number for number in range(snapshot.persons) if folded(snapshot.name_of_person(number))[:1] == first)
    return [number for number in same_start if wanted and person_name(snapshot.name_of_person(number)).key == wanted]


def _known(number_of: Callable[[EntityId], int | None], entities: Iterable[EntityId]) -> list[int]:
    found = map(number_of, entities)
    return [number for number in found if number is not None]


def _by_id(store: Store, key: str) -> EntityId | None:
    return store.canonical(EntityId(key)) if _ENTITY.fullmatch(key) else None


def _company_identifiers(key: str) -> Iterator[Identifier]:
    slug = linkedin_company_slug(key) if "linkedin." in key else None
    if slug:
        yield Identifier("linkedin", slug)
    if _REFERENCE.fullmatch(key) and "//" not in key:
        yield from _references(key)
    domain = web_domain(key) if "." in key and " " not in key.strip() else None
    if domain:
        yield Identifier("domain", domain)


def _person_identifiers(key: str) -> Iterator[Identifier]:
    slug = linkedin_slug(key) if "linkedin." in key else None
    if slug:
        yield Identifier("linkedin", slug)
    if _REFERENCE.fullmatch(key) and "//" not in key:
        yield from _references(key)
    address = email_address(key) if "@" in key else None
    if address:
        yield Identifier("email", address)


def _references(key: str) -> Iterator[Identifier]:
    """A CRM reference in its one spelling, and with its instance left open as file exports know it."""
    system, _, kind, number = system_id(key).split(":", 3)
    yield Identifier("id", system_id(key))
    yield Identifier("id", f"{system}:-:{kind}:{number}")
