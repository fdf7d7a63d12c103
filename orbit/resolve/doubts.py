"""What keeps likeness alone from joining two people, in words: the reasons why a very likely pair is asked about.

These are the bars of `orbit.resolve.alike` for a single pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.resolve.alike import ANCHORS, MISSPELT, RARER, not_alone
from orbit.resolve.counted import SLIPS, Counted
from orbit.resolve.linkage.collapse import Collapsed
from orbit.resolve.linkage.columns import Codes, Column
from orbit.resolve.linkage.pairwise import Said
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.profile import PersonProfile

# In these sources people are often entered twice, so that standing in one list twice says nothing.
_ENTERED_BY_HAND = "crm_"

_ONE_LIST = "both stand in one list, in which nobody stands twice"
_TWO_DESKS = "they have two e-mail addresses at one company"
_NO_ANCHOR = "nothing speaks for it but what namesakes often share"
_GENERATIONS = "one is told apart as Jr., Sr. or III, the other in another way"
_INITIALS = "their middle initials differ"
_TWO_NAMES = "others bear each of the two spellings, so it may be two names"


@dataclass(frozen=True, slots=True)
class Shared:
    """What bars a likeness, of every record: int32[records] each, -1 where it is not told.

    `feed` is the list that it stands in, `desk` the company at whose domain it has an address, `email` its first
    address, `named` what of a name differs between namesakes, with the words for it.
    """

    feed: Codes
    desk: Codes
    email: Codes
    named: tuple[tuple[str, Codes], ...]


def shared_of(profiles: Sequence[PersonProfile]) -> Shared:
    """Take from profiles what bars a likeness."""
    feeds = (profile.feeds[0] for profile in profiles)
    names = [profile.names[0] for profile in profiles]
    middle = (name.middle[0][0] if name.middle else None for name in names)
    return Shared(
        Column.of(None if feed.startswith(_ENTERED_BY_HAND) else feed for feed in feeds).codes,
        np.array([profile.mailboxes[0][0] if profile.mailboxes else -1 for profile in profiles], dtype=np.int32),
        Column.of(profile.emails[0] if profile.emails else None for profile in profiles).codes,
        (
            (_GENERATIONS, Column.of(name.generation for name in names).codes),
            (_INITIALS, Column.of(middle).codes),
        ),
    )


def doubts(
    shared: Shared, distinct: Collapsed, counted: Counted, rows: tuple[int, int], levels: Sequence[int]
) -> Iterator[str]:
    """Yield what bars a likeness between two records, whatever their score; `levels` is one per comparison."""
    yield from unweighed(shared, rows)
    one, other = (distinct.table.said(int(distinct.of_row[row])) for row in rows)
    yield from weighed(counted, (one, other), levels)


def weighed(counted: Counted, said: tuple[Said, Said], levels: Sequence[int]) -> Iterator[str]:
    """Yield what of this lies in the levels at which two records stand that say this, by column."""
    model = counted.model
    told = dict(zip((comparison.name for comparison in PEOPLE.comparisons), levels, strict=True))
    if not any(level and model.speaks_for(name, level) for name, level in told.items() if name in ANCHORS):
        yield _NO_ANCHOR
    if _two_names(counted, said, told):
        yield _TWO_NAMES


def unweighed(shared: Shared, rows: tuple[int, int]) -> Iterator[str]:
    """Yield what of this no score knows of: an answer that rests on it says nothing about the weights."""
    if _agree(shared.feed, rows):
        yield _ONE_LIST
    if _agree(shared.desk, rows) and _differ(shared.email, rows):
        yield _TWO_DESKS
    for words, codes in shared.named:
        if _differ(codes, rows):
            yield words


def _two_names(counted: Counted, said: tuple[Said, Said], told: dict[str, int]) -> bool:
    for comparison in not_alone():
        level = told[comparison.name]
        degrees = comparison.levels
        if 0 < level <= len(degrees) and degrees[level - 1].measure in MISSPELT:
            known = counted.borne[comparison.name]
            borne = [known.get(each[comparison.column], 0.0) for each in said]
            if min(borne) > SLIPS and min(borne) * RARER > max(borne):
                return True
    return False


def _agree(codes: Codes, rows: tuple[int, int]) -> bool:
    one, other = (int(codes[row]) for row in rows)
    return one >= 0 and one == other


def _differ(codes: Codes, rows: tuple[int, int]) -> bool:
    one, other = (int(codes[row]) for row in rows)
    return one >= 0 and other >= 0 and one != other
