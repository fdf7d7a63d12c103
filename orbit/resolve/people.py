"""Ruling on people: first by what identifies them, then by name at one company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from orbit.resolve import block, rules
from orbit.resolve.block import Blocks
from orbit.resolve.cluster import clusters
from orbit.resolve.namesakes import rule_on_namesakes
from orbit.resolve.profile import PersonProfile, merged_person
from orbit.resolve.ruling import Rule, Ruling, ruling
from orbit.resolve.settle import Ruled, settle_blocks
from orbit.store.base import Verdict

# An address with more last names than this is a desk's, whatever it is called.
_MOST_LAST_NAMES = 3


def rule_on_people(profiles: Sequence[PersonProfile], reviewed: Sequence[Ruling]) -> Ruled:
    """Rule on the records of people, which are ordered by key, beside what people have decided."""
    passes = (
        settle_blocks(profiles, block.by_slug(profiles), rules.people_with_one_profile),
        settle_blocks(profiles, block.by_id(profiles), rules.people_with_one_id),
        settle_blocks(profiles, _personal_addresses(profiles), rules.people_with_one_address),
    )
    identified = [ruling for each in passes for ruling in each.rulings]
    wholes = whole_people(profiles, [*reviewed, *identified])
    named = block.by_name_and_company(wholes)
    found = [*identified, *rule_on_namesakes(wholes, named)]
    held_apart = _two_profiles_in_one(profiles, [*reviewed, *found])
    return Ruled([*found, *held_apart], named.dropped + sum(each.dropped for each in passes))


def whole_people(profiles: Sequence[PersonProfile], rulings: Sequence[Ruling]) -> list[PersonProfile]:
    """Merge the profiles that the rulings make one, in the order of their first."""
    groups = clusters([profile.key for profile in profiles], rulings)
    return [merged_person([profiles[place] for place in group]) for group in groups]


def _personal_addresses(profiles: Sequence[PersonProfile]) -> Blocks:
    found = block.by_email(profiles)
    kept = tuple(
        places for places in found.blocks if _last_names(profiles[place] for place in places) <= _MOST_LAST_NAMES
    )
    return Blocks(kept, found.dropped + len(found.blocks) - len(kept))


def _last_names(profiles: Iterable[PersonProfile]) -> int:
    return len({name.lasts[0] for profile in profiles for name in profile.names if name.lasts})


def _two_profiles_in_one(profiles: Sequence[PersonProfile], rulings: Sequence[Ruling]) -> Iterator[Ruling]:
    """Hold apart whoever the rulings would chain together in spite of two LinkedIn addresses.

    No pair rule sees such a chain (A and B share an address, B and C an id). Who shares an address, or was
    found the same by a reviewer, counts as one here.
    """
    chain = [one for one in rulings if one.is_reviewed or one.verdict is Verdict.SAME]
    chained = {key for one in chain for key in (one.left, one.right)}
    profiles = [profile for profile in profiles if profile.key in chained]
    keys = [profile.key for profile in profiles]
    certain = [one for one in chain if one.is_reviewed or one.rule == Rule.LINKEDIN]
    head = {place: group[0] for group in clusters(keys, certain) for place in group}
    for group in clusters(keys, chain):
        heads = sorted({head[place] for place in group if profiles[place].slugs})
        for one, other in combinations(heads, 2):
            yield ruling(keys[one], keys[other], Verdict.DIFFERENT, Rule.LINKEDIN, "two LinkedIn addresses")
