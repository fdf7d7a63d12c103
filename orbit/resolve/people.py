"""Ruling on people: first by what identifies them, then by name at one company, then by all that makes them alike."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from orbit.model import EntityId
from orbit.resolve import block, rules
from orbit.resolve.alike import Alike, Known, Weighed, rule_on_alike, scored_by_all
from orbit.resolve.block import Blocks
from orbit.resolve.cluster import clusters
from orbit.resolve.counted import Counted
from orbit.resolve.linkage.columns import Codes, Column, Table
from orbit.resolve.linkage.fitting import FEWEST, scored_under
from orbit.resolve.linkage.match import prepared_distinct
from orbit.resolve.linkage.people import PEOPLE, people_table
from orbit.resolve.matching import Matching
from orbit.resolve.namesakes import Crowds, rule_on_namesakes
from orbit.resolve.profile import PersonProfile, merged_person
from orbit.resolve.reading import Cells, Reading
from orbit.resolve.ruling import Rule, Ruling, ruling
from orbit.resolve.settle import Ruled, settle_blocks
from orbit.store.base import Verdict

# An address with more last names than this is a desk's, whatever it is called.
_MOST_LAST_NAMES = 3
# Sources in which people are often entered twice; in all others, whoever stands twice in one list is two people.
_ENTERED_BY_HAND = ("crm_",)

Keys = Container[Hashable]


class RuledByNames(NamedTuple):
    """The rulings by identifiers and by name at a company, blocks that were too large, and who counts as common.

    `groups` are the rows of each person whom identifiers alone make one.
    """

    rulings: list[Ruling]
    dropped: int
    groups: list[list[int]]
    crowds: Crowds


class RuledPeople(NamedTuple):
    """The rulings on people, how many blocks were too large to look into, and what was counted of all.

    `named` is what was ruled by names, `known` what that told of the rows.
    """

    rulings: list[Ruling]
    dropped: int
    counted: Counted
    named: RuledByNames
    known: Known


@dataclass(frozen=True, slots=True)
class Shut:
    """Where only some of all people are ruled on: under which addresses, ids and names there are too many in all."""

    slugs: Keys = ()
    ids: Keys = ()
    emails: Keys = ()
    names: Keys = ()


NOTHING_SHUT = Shut()


def rule_on_people(reading: Reading[PersonProfile], matching: Matching, counted: Counted | None = None) -> RuledPeople:
    """Rule on the records of all people, which are ordered by key; what is not told as `counted` is counted."""
    named = rule_by_names(reading, counted)
    table = table_of(reading.cells)
    known = known_of(reading, named.rulings, len(reading.keys) if counted is None else counted.records)
    if counted is None:
        weighed = scored_by_all(table, known, matching.model)
        common, large = named.crowds.common, _firms(reading, named.crowds)
        weighed = replace(weighed, counted=replace(weighed.counted, common=common, large=large))
    else:
        distinct = prepared_distinct(PEOPLE, table, counted.model, alone=known.named)
        weighed = Weighed(scored_under(PEOPLE, distinct, counted.model), matching.model.version, counted)
    alike = likenesses(reading, rule_on_alike(weighed, known, matching.policy))
    dropped = named.dropped + sum(one.blocks for one in weighed.scored.pairs.dropped)
    return RuledPeople([*named.rulings, *alike], dropped, weighed.counted, named, known)


def rule_by_names(reading: Reading[PersonProfile], counted: Counted | None, shut: Shut = NOTHING_SHUT) -> RuledByNames:
    """Rule by what identifies people, and by their names at one company."""
    identified = identify(reading.profiles, shut)
    groups = clusters(reading.keys, identified.rulings, reading.identities)
    wholes = [merged_person([reading.profiles[place] for place in group]) for group in groups]
    crowds = Crowds.of(wholes) if counted is None else _crowds(reading, counted)
    found = block.by_name_and_company(wholes, shut.names)
    rulings = [*identified.rulings, *rule_on_namesakes(wholes, found, crowds)]
    return RuledByNames(rulings, identified.dropped + found.dropped, groups, crowds)


def identify(profiles: Sequence[PersonProfile], shut: Shut = NOTHING_SHUT) -> Ruled:
    """Rule on people by their LinkedIn addresses, their ids and their mailboxes."""
    passes = (
        settle_blocks(profiles, block.by_slug(profiles, shut.slugs), rules.people_with_one_profile),
        settle_blocks(profiles, block.by_id(profiles, shut.ids), rules.people_with_one_id),
        settle_blocks(profiles, _personal_addresses(profiles, shut.emails), rules.people_with_one_address),
    )
    return Ruled([ruling for each in passes for ruling in each.rulings], sum(each.dropped for each in passes))


def likenesses(reading: Reading[PersonProfile], told: Iterable[Alike]) -> list[Ruling]:
    """Put what likeness says of rows as rulings on records."""
    keys = reading.keys
    return [
        ruling(keys[one.left], keys[one.right], one.verdict, _rule_of(one), one.because, one.grounds) for one in told
    ]


def known_of(reading: Reading[PersonProfile], found: Sequence[Ruling], records: int) -> Known:
    """Say what other rules know of the rows of a table; there are so many records in all."""
    keys = reading.keys
    row = {key: at for at, key in enumerate(keys)}
    group = np.arange(len(keys))
    for places in clusters(keys, found, reading.identities):
        group[places] = places[0]
    weighable = records >= FEWEST
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


def table_of(cells: Sequence[Cells]) -> Table:
    """Return what records say as a table of as many rows, in the same order."""
    names = [f"{place:09d}" for place in range(len(cells))]
    columns = {name: [getattr(each, name) for each in cells] for name in Cells._fields}
    return people_table(names, columns)


def _rule_of(one: Alike) -> Rule:
    return Rule.LIKELY if one.verdict is Verdict.SAME and not one.certain else Rule.LIKENESS


def _crowds(reading: Reading[PersonProfile], counted: Counted) -> Crowds:
    """Number the large companies as the people here know them."""
    known = {company for profile in reading.profiles for company in profile.companies}
    large = frozenset(company for company in known if reading.firms[company] in counted.large)
    return Crowds(counted.common, large)


def _firms(reading: Reading[PersonProfile], crowds: Crowds) -> frozenset[EntityId]:
    known = {company for profile in reading.profiles for company in profile.companies}
    return frozenset(reading.firms[company] for company in known if company in crowds.large)


def _feeds(profiles: Sequence[PersonProfile]) -> Codes:
    feeds = (profile.feeds[0] for profile in profiles)
    return Column.of(None if feed.startswith(_ENTERED_BY_HAND) else feed for feed in feeds).codes


def _desks(profiles: Sequence[PersonProfile]) -> Codes:
    desks = [profile.mailboxes[0][0] if profile.mailboxes else -1 for profile in profiles]
    return np.array(desks, dtype=np.int32)


def _personal_addresses(profiles: Sequence[PersonProfile], shut: Keys) -> Blocks:
    found = block.by_email(profiles, shut)
    kept = tuple(
        places for places in found.blocks if _last_names(profiles[place] for place in places) <= _MOST_LAST_NAMES
    )
    return Blocks(kept, found.dropped + len(found.blocks) - len(kept))


def _last_names(profiles: Iterable[PersonProfile]) -> int:
    return len({name.lasts[0] for profile in profiles for name in profile.names if name.lasts})
