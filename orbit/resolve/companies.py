"""Ruling on companies: first by what identifies them, then by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import combinations

from orbit.model import RecordKey
from orbit.resolve import block, rules
from orbit.resolve.cluster import clusters
from orbit.resolve.companies_alike import rule_on_alike_companies
from orbit.resolve.naming import Weights, shipped_weights
from orbit.resolve.profile import CompanyProfile, merged_company
from orbit.resolve.ruling import Ruling
from orbit.resolve.settle import Ruled, settle_blocks, settled
from orbit.store.base import Verdict

# How many bearers of one name each further one is offered to for review.
_OFFERED = 3


def rule_on_companies(
    profiles: Sequence[CompanyProfile], accounts: Collection[RecordKey] = (), weights: Weights | None = None
) -> Ruled:
    """Rule on the records of companies, which are ordered by key; `accounts` are those that we sell or want to sell to.

    `weights` are those by which names are matched (else those that come with Orbit).
    """
    passes = (
        settle_blocks(profiles, block.by_slug(profiles), rules.companies_with_one_profile),
        settle_blocks(profiles, block.by_id(profiles), rules.companies_with_one_id),
        settle_blocks(profiles, block.by_domain(profiles), rules.companies_with_one_domain),
    )
    identified = [ruling for each in passes for ruling in each.rulings]
    wholes = whole_companies(profiles, identified)
    named = block.by_core(wholes)
    by_name = [ruling for places in named.blocks for ruling in _by_name([wholes[place] for place in places])]
    found = identified + by_name
    alike = _alike(profiles, found, accounts, weights or shipped_weights())
    return Ruled([*found, *alike], named.dropped + sum(each.dropped for each in passes))


def whole_companies(profiles: Sequence[CompanyProfile], rulings: Sequence[Ruling]) -> list[CompanyProfile]:
    """Merge the profiles that the rulings make one, in the order of their first."""
    groups = clusters([profile.key for profile in profiles], rulings)
    return [merged_company([profiles[place] for place in group]) for group in groups]


def _alike(
    profiles: Sequence[CompanyProfile], found: Sequence[Ruling], accounts: Collection[RecordKey], weights: Weights
) -> list[Ruling]:
    """Rule by likeness of names on the companies that other rules leave open."""
    groups = clusters([profile.key for profile in profiles], found)
    wholes = [merged_company([profiles[place] for place in group]) for group in groups]
    ours = frozenset(
        whole.key
        for whole, group in zip(wholes, groups, strict=True)
        if any(profiles[place].key in accounts for place in group)
    )
    asked = {key for one in found if one.verdict is Verdict.UNSURE for key in (one.left, one.right)}
    return list(rule_on_alike_companies(wholes, asked, ours, weights))


def _by_name(bearers: Sequence[CompanyProfile]) -> Iterator[Ruling]:
    anchored = [bearer for bearer in bearers if bearer.domains]
    floating = [bearer for bearer in bearers if not bearer.domains]
    if len(anchored) <= 1:
        yield from settled([*anchored, *floating], partial(rules.companies_with_one_name, unique=True))
        return
    yield from (rules.companies_with_one_name(*pair, unique=False) for pair in combinations(anchored[:_OFFERED], 2))
    for other in floating:
        yield from (rules.companies_with_one_name(one, other, unique=False) for one in anchored[:_OFFERED])
