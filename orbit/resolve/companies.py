"""Ruling on companies: first by what identifies them, then by name."""

from __future__ import annotations

from collections.abc import Collection, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import NamedTuple

from orbit.model import RecordKey
from orbit.resolve import block, rules
from orbit.resolve.cluster import clusters
from orbit.resolve.companies_alike import is_anchored, rule_on_alike_companies
from orbit.resolve.naming import Weights, shipped_weights
from orbit.resolve.profile import CompanyProfile, merged_company
from orbit.resolve.ruling import Ruling
from orbit.resolve.settle import settle_blocks, settled
from orbit.store.base import Verdict

# How many bearers of one name each further one is offered to for review.
_OFFERED = 3

Keys = Container[Hashable]


class RuledCompanies(NamedTuple):
    """The rulings on companies, and how many blocks were too large to look into.

    `groups` are the places of the records of each company that identifiers alone make one.
    """

    rulings: list[Ruling]
    dropped: int
    groups: list[list[int]]


@dataclass(frozen=True, slots=True)
class Shut:
    """Where only some of all companies are ruled on: under which pages, ids, domains and names there are too many."""

    slugs: Keys = ()
    ids: Keys = ()
    domains: Keys = ()
    cores: Keys = ()


NOTHING_SHUT = Shut()


def rule_on_companies(
    profiles: Sequence[CompanyProfile], accounts: Collection[RecordKey] = (), weights: Weights | None = None
) -> RuledCompanies:
    """Rule on the records of companies, which are ordered by key; `accounts` are those that we sell or want to sell to.

    `weights` are those by which names are matched (else those that come with Orbit).
    """
    found = rule_by_names(profiles)
    groups, wholes = whole_companies(profiles, found.rulings)
    ours = accounts_among(profiles, groups, accounts)
    known = [whole for whole in wholes if is_anchored(whole)]
    weights = weights or shipped_weights()
    alike = rule_on_alike_companies(known, unknown_among(wholes, found.rulings), ours, weights)
    return RuledCompanies([*found.rulings, *alike], found.dropped, found.groups)


def rule_by_names(profiles: Sequence[CompanyProfile], shut: Shut = NOTHING_SHUT) -> RuledCompanies:
    """Rule by what identifies companies, and by names that are the same."""
    passes = (
        settle_blocks(profiles, block.by_slug(profiles, shut.slugs), rules.companies_with_one_profile),
        settle_blocks(profiles, block.by_id(profiles, shut.ids), rules.companies_with_one_id),
        settle_blocks(profiles, block.by_domain(profiles, shut.domains), rules.companies_with_one_domain),
    )
    identified = [ruling for each in passes for ruling in each.rulings]
    groups, wholes = whole_companies(profiles, identified)
    named = block.by_core(wholes, shut.cores)
    by_name = [ruling for places in named.blocks for ruling in _by_name([wholes[place] for place in places])]
    return RuledCompanies([*identified, *by_name], named.dropped + sum(each.dropped for each in passes), groups)


def whole_companies(
    profiles: Sequence[CompanyProfile], rulings: Sequence[Ruling]
) -> tuple[list[list[int]], list[CompanyProfile]]:
    """Merge the profiles that the rulings make one: their places and the whole, in the order of their first."""
    groups = clusters([profile.key for profile in profiles], rulings)
    return groups, [merged_company([profiles[place] for place in group]) for group in groups]


def unknown_among(wholes: Iterable[CompanyProfile], found: Iterable[Ruling]) -> list[CompanyProfile]:
    """Return the companies that are known by name alone and that no rule asks about."""
    asked = {key for one in found if one.verdict is Verdict.UNSURE for key in (one.left, one.right)}
    return [whole for whole in wholes if whole.is_real and not is_anchored(whole) and whole.key not in asked]


def accounts_among(
    profiles: Sequence[CompanyProfile], groups: Iterable[Sequence[int]], accounts: Collection[RecordKey]
) -> frozenset[RecordKey]:
    """Return the keys of the wholes of which a record is one of the accounts."""
    told = ([profiles[place].key for place in group] for group in groups)
    return frozenset(min(keys) for keys in told if any(key in accounts for key in keys))


def _by_name(bearers: Sequence[CompanyProfile]) -> Iterator[Ruling]:
    anchored = [bearer for bearer in bearers if bearer.domains]
    floating = [bearer for bearer in bearers if not bearer.domains]
    if len(anchored) <= 1:
        yield from settled([*anchored, *floating], partial(rules.companies_with_one_name, unique=True))
        return
    yield from (rules.companies_with_one_name(*pair, unique=False) for pair in combinations(anchored[:_OFFERED], 2))
    for other in floating:
        yield from (rules.companies_with_one_name(one, other, unique=False) for one in anchored[:_OFFERED])
