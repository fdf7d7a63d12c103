"""From what a user types to whom they mean: id, domain, e-mail, LinkedIn address, CRM reference or name."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import TYPE_CHECKING

from api.presenter.finding.account_names import nearest_accounts
from api.presenter.finding.misspelt import people_nearly_called
from api.presenter.finding.naming import foremost_first
from api.presenter.forms import person_form
from api.presenter.sharing.whose import strangers, unknown_companies
from api.workspace import Scene
from orbit.errors import NotFound
from orbit.graph.arrays import Array
from orbit.graph.search_keys import bearers, company_spelling, person_spelling, plain_spelling
from orbit.model import EntityId
from orbit.names import (
    email_address,
    folded,
    linkedin_company_slug,
    linkedin_slug,
    system_id,
    web_domain,
)
from orbit.store.base import Identifier, Store

if TYPE_CHECKING:
    from orbit.resolve.naming import TargetIndex

# An id, or what `_called` makes of one.
_ENTITY = re.compile(r"(?:.* \()?((?:com|per)_[0-9a-f]{12})\)?", re.DOTALL)
_REFERENCE = re.compile(r"[\w-]+:[^:\s]*:[\w-]+:\S+")
_NEAREST = 3


def find_company(store: Store, scene: Scene, key: str) -> int:
    """The company number that a key means; raises NotFound with the three nearest account names."""
    identified = company_identified(store, scene, key)
    if identified is not None:
        return identified
    unknown = unknown_companies(store, scene)
    named = [one for one in companies_named(scene, key) if one not in unknown]
    exact = [number for number in named if folded(scene.view.snapshot.name_of_company(number)) == folded(key)]
    for found in (named, exact):
        if len(found) == 1:
            return found[0]
    if named:
        names = [_with_domain(scene, number) for number in named[:_NEAREST]]
        raise NotFound(f"{len(named)} companies are called {key!r}. Give the domain of the one you mean.", names, key)
    return _misspelt(store, scene, key)


def company_identified(store: Store, scene: Scene, key: str) -> int | None:
    """The company number to which a domain, an address, a CRM reference or an id belongs; None for any other text."""
    unknown = unknown_companies(store, scene)
    known = (_known(scene.view.snapshot.company, store.find(identifier)) for identifier in _company_identifiers(key))
    found = [number for numbers in known for number in numbers if number not in unknown]
    if found:
        return found[0]
    by_id = _by_id(store, key)
    number = None if by_id is None else scene.view.snapshot.company(by_id)
    return None if number in unknown else number


def find_person(
    store: Store, scene: Scene, key: str, likely: Callable[[int], bool] | None = None, *, exact: bool = False
) -> int:
    """The person number that a key means; raises NotFound with up to three of those who may be meant.

    Where several bear the name and only one of them is `likely`, it is that one. A misspelt name means whoever alone is
    called nearly so, unless it has to be `exact`.
    """
    identified = person_identified(store, scene, key)
    if identified is not None:
        return identified
    unknown = strangers(store, scene)
    named = [one for one in _persons_named(scene, key) if one not in unknown]
    if len(named) > 1 and likely is not None:
        meant = [number for number in named if likely(number)]
        named = meant if len(meant) == 1 else named
    if len(named) == 1:
        return named[0]
    if named:
        told = [_called(scene, number) for number in foremost_first(scene, named)[:_NEAREST]]
        raise NotFound(f"{len(named)} people are called that. Give an e-mail, LinkedIn address or id.", told, key)
    return _misspelt_person(scene, key, unknown, exact=exact)


def person_identified(store: Store, scene: Scene, key: str) -> int | None:
    """The person number to whom an address, a CRM reference or an id belongs; None for any other text."""
    unknown = strangers(store, scene)
    known = (_known(scene.view.snapshot.person, store.find(identifier)) for identifier in _person_identifiers(key))
    found = [number for numbers in known for number in numbers if number not in unknown]
    if found:
        return found[0]
    by_id = _by_id(store, key)
    number = None if by_id is None else scene.view.snapshot.person(by_id)
    return None if number in unknown else number


def is_address(key: str) -> bool:
    """Say whether a text can be an address of somebody and no name."""
    return "@" in key or "://" in key or "linkedin.com/" in key.casefold()


def companies_named(scene: Scene, name: str) -> list[int]:
    """The companies of exactly that name, our accounts first; legal forms and spelling of blanks do not matter."""
    plain = _companies_with(scene, scene.view.snapshot.company_key, plain_spelling, name)
    exact = _accounts_among(scene, plain)
    if len(exact) == 1:
        return exact
    alike = _companies_with(scene, scene.view.snapshot.company_core, company_spelling, name)
    return _accounts_among(scene, alike) or plain


def account_index(store: Store, scene: Scene) -> TargetIndex:
    """The accounts of a scene under all their names, ready to be asked which of them a text means."""
    from orbit.resolve.naming import company_targets, shipped_weights, target_index  # only a misspelt name needs it

    def make(_: Scene) -> TargetIndex:
        accounts = frozenset(scene.book.accounts(scene.as_of))
        return target_index(company_targets(store, accounts), shipped_weights())

    return scene.once("account index", make)


def _misspelt(store: Store, scene: Scene, key: str) -> int:
    """The account that a text surely means though nothing is called just so; else NotFound names the nearest."""
    from orbit.resolve.naming import resolve_target

    index = account_index(store, scene)
    matches = resolve_target(index, key, _NEAREST).matches
    numbers = [scene.view.snapshot.company(EntityId(match.entry.key)) for match in matches]
    if matches and index.is_sure(key, matches[0]) and numbers[0] is not None:
        return numbers[0]
    likely = [number for number in numbers if number is not None]
    nearest = list(dict.fromkeys([*likely, *nearest_accounts(scene, key, _NEAREST)]))[:_NEAREST]
    raise NotFound(f"No account answers to {key!r}.", [_with_domain(scene, number) for number in nearest], key)


def _misspelt_person(scene: Scene, key: str, unknown: Container[int], *, exact: bool) -> int:
    """The person whom a misspelt name surely means; else NotFound names who may be meant."""
    meant = people_nearly_called(scene, key, unknown)
    if meant.surely is not None and not exact:
        return meant.surely
    if not meant.perhaps:
        raise NotFound("Nobody answers to that name, e-mail or address.")
    told = [_called(scene, number) for number in meant.perhaps]
    raise NotFound("Nobody is called just so. Did you mean one of these? Give the name in full, or an id.", told, key)


def _companies_with(scene: Scene, keys: Array, form: Callable[[str], str], name: str) -> list[int]:
    """The companies whose name has the same form as this one."""
    snapshot, wanted = scene.view.snapshot, form(name)
    return [number for number in bearers(keys, wanted) if form(snapshot.name_of_company(number)) == wanted]


def _accounts_among(scene: Scene, companies: Iterable[int]) -> list[int]:
    """Those of the companies that are our accounts on the scene's day."""
    entity, book = scene.view.snapshot.company_entity, scene.book
    return [number for number in companies if book.account(entity(number), scene.as_of) is not None]


def _with_domain(scene: Scene, number: int) -> str:
    name, domain = scene.view.snapshot.name_of_company(number), scene.view.snapshot.domain_of(number)
    return f"{name} ({domain})" if domain else name


def _called(scene: Scene, number: int) -> str:
    """Tell who somebody is, with an id behind it: the whole of it means them too when it is typed."""
    form = person_form(scene, number)
    told = ", ".join(part for part in (form["name"], form["title"], form["company"]) if part)
    return f"{told} ({form['id']})"


def _persons_named(scene: Scene, key: str) -> list[int]:
    snapshot, wanted = scene.view.snapshot, person_spelling(key)
    found = bearers(snapshot.person_key, wanted)
    return [number for number in found if person_spelling(snapshot.name_of_person(number)) == wanted]


def _known(number_of: Callable[[EntityId], int | None], entities: Iterable[EntityId]) -> list[int]:
    found = map(number_of, entities)
    return [number for number in found if number is not None]


def _by_id(store: Store, key: str) -> EntityId | None:
    told = _ENTITY.fullmatch(key.strip())
    return None if told is None else store.canonical(EntityId(told[1]))


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
