"""Ruling on people: first by what identifies them, then by name at one company, then by all that makes them alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from orbit.resolve import block, rules
from orbit.resolve.alike import Known, rule_on_alike
from orbit.resolve.block import Blocks
from orbit.resolve.cluster import NONE, Identities, clusters
from orbit.resolve.linkage.columns import Codes, Column, Table
from orbit.resolve.linkage.fitting import FEWEST
from orbit.resolve.linkage.people import people_table
from orbit.resolve.matching import Matching
from orbit.resolve.namesakes import rule_on_namesakes
from orbit.resolve.profile import PersonProfile, merged_person
from orbit.resolve.reading import Cells, Reading
from orbit.resolve.ruling import Rule, Ruling, ruling
from orbit.resolve.settle import Ruled, settle_blocks
from orbit.store.base import Verdict

# An address with more last names than this is a desk's, whatever it is called.
_MOST_LAST_NAMES = 3
# Sources in which people are often entered twice; in all others, whoever stands twice in one list is two people.
_ENTERED_BY_HAND = ("crm_",)


def rule_on_people(reading: Reading[PersonProfile], matching: Matching) -> Ruled:
    """Rule on the records of people, which are ordered by key."""
    profiles = reading.profiles
    passes = (
        settle_blocks(profiles, block.by_slug(profiles), rules.people_with_one_profile),
        settle_blocks(profiles, block.by_id(profiles), rules.people_with_one_id),
        settle_blocks(profiles, _personal_addresses(profiles), rules.people_with_one_address),
    )
    identified = [ruling for each in passes for ruling in each.rulings]
    wholes = whole_people(profiles, identified, reading.identities)
    named = block.by_name_and_company(wholes)
    found = [*identified, *rule_on_namesakes(wholes, named)]
    alike = _alike(reading, found, matching)
    return Ruled([*found, *alike.rulings], named.dropped + alike.dropped + sum(each.dropped for each in passes))


def whole_people(
    profiles: Sequence[PersonProfile], rulings: Sequence[Ruling], identities: Identities = NONE
) -> list[PersonProfile]:
    """Merge the profiles that the rulings make one, in the order of their first."""
    groups = clusters([profile.key for profile in profiles], rulings, identities)
    return [merged_person([profiles[place] for place in group]) for group in groups]


def _alike(reading: Reading[PersonProfile], found: Sequence[Ruling], matching: Matching) -> Ruled:
    """Rule by likeness on the people that other rules leave open."""
    keys = reading.keys
    known = _known(reading, found)
    told, dropped = rule_on_alike(table_of(reading.cells), known, matching.model, matching.policy)
    rulings = [
        ruling(keys[one.left], keys[one.right], one.verdict, Rule.LIKENESS, one.because, one.grounds) for one in told
    ]
    return Ruled(rulings, dropped)


def _known(reading: Reading[PersonProfile], found: Sequence[Ruling]) -> Known:
    keys = reading.keys
    row = {key: at for at, key in enumerate(keys)}
    group = np.arange(len(keys))
    for places in clusters(keys, found, reading.identities):
        group[places] = places[0]
    weighable = len(keys) >= FEWEST
    open_ = [
        (row[one.left], row[one.right])
        for one in found
        if one.verdict is not Verdict.SAME and not (weighable and one.rule == Rule.NAMESAKES)
    ]
    ends = np.array(open_, dtype=np.int64).reshape(-1, 2)
    apart = ends[group[ends[:, 0]] != group[ends[:, 1]]]
    names = [profile.names[0] for profile in reading.profiles]
    told_apart = (
        Column.of(name.generation for name in names).codes,
        Column.of(name.middle[0][0] if name.middle else None for name in names).codes,
    )
    return Known(group, (apart[:, 0], apart[:, 1]), _feeds(reading.profiles), _desks(reading.profiles), told_apart)


def _feeds(profiles: Sequence[PersonProfile]) -> Codes:
    feeds = (profile.feeds[0] for profile in profiles)
    return Column.of(None if feed.startswith(_ENTERED_BY_HAND) else feed for feed in feeds).codes


def _desks(profiles: Sequence[PersonProfile]) -> Codes:
    desks = [profile.mailboxes[0][0] if profile.mailboxes else -1 for profile in profiles]
    return np.array(desks, dtype=np.int32)


def table_of(cells: Sequence[Cells]) -> Table:
    """Return what records say as a table of as many rows, in the same order."""
    names = [f"{place:09d}" for place in range(len(cells))]
    columns = {name: [getattr(each, name) for each in cells] for name in Cells._fields}
    return people_table(names, columns)


def _personal_addresses(profiles: Sequence[PersonProfile]) -> Blocks:
    found = block.by_email(profiles)
    kept = tuple(
        places for places in found.blocks if _last_names(profiles[place] for place in places) <= _MOST_LAST_NAMES
    )
    return Blocks(kept, found.dropped + len(found.blocks) - len(kept))


def _last_names(profiles: Iterable[PersonProfile]) -> int:
    return len({name.lasts[0] for profile in profiles for name in profile.names if name.lasts})
