"""Comparators: each looks at one feature of two profiles and says what it finds, with the reason in words.

They are pure and know nothing of thresholds; what their findings add up to is decided in `rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from orbit.names import PersonName, is_role_mailbox, is_shared_domain, same_first_name, same_last_name, words
from orbit.resolve.profile import CompanyProfile, PersonProfile, Words
from orbit.titles import JobFunction, Seniority, job_function, seniority, title_key


class Level(StrEnum):
    """What one feature says of two profiles."""

    AGREES = "agrees"
    SILENT = "silent"
    CONFLICTS = "conflicts"


class Finding(NamedTuple):
    """One comparator's answer; `text` is empty when it is silent."""

    level: Level
    text: str = ""


SILENT = Finding(Level.SILENT)
PersonComparator = Callable[[PersonProfile, PersonProfile], Finding]

# Places so wide that sharing one says nothing.
_WIDE = frozenset(
    {"united states", "usa", "us", "united kingdom", "uk", "germany", "france", "india", "remote", "europe"}
)


def same_profile(left: PersonProfile | CompanyProfile, right: PersonProfile | CompanyProfile) -> Finding:
    """Both have the same LinkedIn address."""
    return _shared(left.slugs, right.slugs, "one LinkedIn address", "two LinkedIn addresses")


def same_system_id(left: PersonProfile | CompanyProfile, right: PersonProfile | CompanyProfile) -> Finding:
    """Both have the same id in the same system."""
    if _overlap(left.ids, right.ids):
        return Finding(Level.AGREES, "one id in one system")
    clash = {_system(one) for one in left.ids} & {_system(other) for other in right.ids}
    return Finding(Level.CONFLICTS, "two ids in one system") if clash else SILENT


def same_mailbox(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both write from the same personal address."""
    ones, others = _personal(left.emails), _personal(right.emails)
    if not ones.isdisjoint(others):
        return Finding(Level.AGREES, "one e-mail address")
    clash = {_own_domain(one) for one in ones} & {_own_domain(other) for other in others} - {None}
    return Finding(Level.CONFLICTS, "two e-mail addresses at one company") if clash else SILENT


def same_names(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both have the same last name, and first names that can belong to one person."""
    pairs = list(product(left.names, right.names))
    if any(not one.firsts or not other.firsts for one, other in pairs):
        return SILENT
    full = [pair for pair in pairs if same_last_name(*pair) and same_first_name(pair[0].first, pair[1].first)]
    if any(_same_generation(*pair) and _middles_fit(*pair) for pair in full):
        return Finding(Level.AGREES, "the names agree")
    return Finding(Level.CONFLICTS, "one name, but another middle name or generation" if full else "the names differ")


def related_names(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both have the same last name, or first names that can belong to one person."""
    pairs = list(product(left.names, right.names))
    if any(not one.firsts or not other.firsts for one, other in pairs):
        return SILENT
    related = any(same_last_name(*pair) or same_first_name(pair[0].first, pair[1].first) for pair in pairs)
    return Finding(Level.AGREES, "the names are alike") if related else Finding(Level.CONFLICTS, "two other names")


def same_caller(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both answer to the same first name and generation; a name read off the shared address is no witness."""
    if any(stands_for_address(name, one.emails) for one in (left, right) for name in one.names):
        return SILENT
    pairs = [(one, other) for one, other in product(left.names, right.names) if one.firsts and other.firsts]
    if not pairs:
        return SILENT
    fits = any(same_first_name(one.first, other.first) and _same_generation(one, other) for one, other in pairs)
    return Finding(Level.AGREES, "one first name") if fits else Finding(Level.CONFLICTS, "two first names")


def spelt_first_name(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both spell a first name out, more than an initial."""
    spelt = all(any(len(first) > 1 for name in one.names for first in name.firsts) for one in (left, right))
    return Finding(Level.AGREES, "first names in full") if spelt else SILENT


def same_title(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both have held the same job title."""
    shared = {title_key(title) for title in left.titles} & {title_key(title) for title in right.titles} - {""}
    return Finding(Level.AGREES, "the same job title") if shared else SILENT


def same_work(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both have worked in the same function at the same level."""
    ones, others = _work(left), _work(right)
    if not ones or not others:
        return SILENT
    if not ones.isdisjoint(others):
        return Finding(Level.AGREES, "the same function and level")
    apart = {function for function, _ in ones}.isdisjoint(function for function, _ in others)
    return Finding(Level.CONFLICTS, "another line of work") if apart else SILENT


def same_place(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both live in the same city."""
    shared = {_city(place) for place in left.places} & {_city(place) for place in right.places} - _WIDE
    return Finding(Level.AGREES, "the same place") if shared else SILENT


def same_start(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both started at the same company in the same month."""
    together = _overlap(left.starts, right.starts)
    return Finding(Level.AGREES, "started there in the same month") if together else SILENT


def same_career(left: PersonProfile, right: PersonProfile) -> Finding:
    """Both were at two or more of the same companies, or at the same school."""
    if len(set(left.companies).intersection(right.companies)) > 1:
        return Finding(Level.AGREES, "at several companies both")
    return Finding(Level.AGREES, "at the same school") if _overlap(left.schools, right.schools) else SILENT


def fitting_mailbox(left: PersonProfile, right: PersonProfile) -> Finding:
    """One writes from an address of their shared company that spells the other's name."""
    shared = set(left.companies).intersection(right.companies)
    fits = any(
        company in shared and any(spells_name(local, name) for name in other.names)
        for one, other in ((left, right), (right, left))
        for company, local in one.mailboxes
    )
    return Finding(Level.AGREES, "an e-mail address there that spells the name") if fits else SILENT


def spells_name(local: str, name: PersonName) -> bool:
    """Say whether the local part of an address is made of this name and nothing else (no number behind it)."""
    if not name.firsts or not name.lasts:
        return False
    plain = local.partition("+")[0].replace(".", "").replace("_", "").replace("-", "")
    spelt = {
        form
        for first, last in product(name.firsts, name.lasts)
        for form in (first + last, first[0] + last, last + first, last + first[0], first + last[0])
    }
    return plain in spelt


def stands_for_address(name: PersonName, emails: Words) -> bool:
    """Say whether a name was only read off an address ("aruiz@…" as "Aruiz"), and so says nothing of its own."""
    joined = "".join(name.tokens)
    return any(joined == "".join(char for char in email.partition("@")[0] if char.isalnum()) for email in emails)


def is_nameless(company: CompanyProfile) -> bool:
    """Say whether a company is only called by its web address ("acme.com")."""
    return all(core in {" ".join(words(domain)) for domain in company.domains} for core in company.cores)


def _shared(ones: Words, others: Words, agrees: str, conflicts: str) -> Finding:
    if not ones or not others:
        return SILENT
    return Finding(Level.AGREES, agrees) if _overlap(ones, others) else Finding(Level.CONFLICTS, conflicts)


def _overlap(ones: Iterable[object], others: Iterable[object]) -> bool:
    return not set(ones).isdisjoint(others)


def _system(number: str) -> str:
    return number.rpartition(":")[0]


def _personal(emails: Words) -> set[str]:
    return {email for email in emails if not is_role_mailbox(email)}


def _own_domain(email: str) -> str | None:
    domain = email.rpartition("@")[2]
    return None if is_shared_domain(domain) else domain


def _same_generation(one: PersonName, other: PersonName) -> bool:
    return one.generation is None or other.generation is None or one.generation == other.generation


def _middles_fit(one: PersonName, other: PersonName) -> bool:
    if not one.middle or not other.middle:
        return True
    return not {middle[0] for middle in one.middle}.isdisjoint(middle[0] for middle in other.middle)


def _work(profile: PersonProfile) -> set[tuple[JobFunction, Seniority]]:
    found = {(job_function(title), seniority(title)) for title in profile.titles}
    return {
        (function, level) for function, level in found if function != JobFunction.UNKNOWN and level != Seniority.UNKNOWN
    }


def _city(place: str) -> str:
    return place.partition(",")[0].strip()
