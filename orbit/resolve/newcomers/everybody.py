"""Keeping everybody after all were matched from the beginning, so that newcomers need not look at all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.model import EntityKind, RecordKey
from orbit.resolve.companies import RuledCompanies
from orbit.resolve.companies_alike import is_anchored
from orbit.resolve.counted import Counted, Tally
from orbit.resolve.entity import entity_of
from orbit.resolve.linkage.blocking import mix
from orbit.resolve.linkage.columns import Codes, Ints, Marks
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.newcomers.counting import hashed
from orbit.resolve.newcomers.firms import Firm, Firms
from orbit.resolve.newcomers.index import Index, Layer
from orbit.resolve.newcomers.kept import Kept, Moment, Standing
from orbit.resolve.newcomers.marks import Kind, Told, joined, of_companies, of_people, of_wholes
from orbit.resolve.people import RuledPeople, table_of
from orbit.resolve.profile import CompanyProfile, PersonProfile, merged_company, merged_person
from orbit.resolve.reading import Reading, called

Groups = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching everybody came to: the companies, which records of theirs are one (`firms`), and the people."""

    companies: Reading[CompanyProfile]
    firms: Groups
    ruled_companies: RuledCompanies
    people: Reading[PersonProfile]
    ruled: RuledPeople


def everybody(matched: Matched, accounts: Collection[RecordKey], moment: Moment) -> Kept:
    """Return what is to be kept."""
    counted = hashed(matched.ruled.counted)
    people, standing = _people(matched.people, matched.ruled, counted)
    reading = matched.companies
    layer = layer_of_records(of_companies(reading.profiles), reading.seqs)
    return Kept(
        counted.records,
        moment,
        people,
        Index((layer,)),
        standing,
        Firms.of(firms_of(reading, matched.firms, counted), heads_of(reading.seqs, matched.ruled_companies.groups)),
        Tally.among(map(str, accounts)),
        counted,
    )


def firms_of(reading: Reading[CompanyProfile], groups: Groups, counted: Counted) -> list[Firm]:
    """Return the companies that groups of records are."""
    found = []
    for group in groups:
        whole = merged_company([reading.profiles[place] for place in group])
        firm = entity_of(EntityKind.COMPANY, [(reading.seqs[place], reading.profiles[place].key) for place in group])
        seqs = [reading.seqs[place] for place in group]
        found.append(Firm(firm, called(whole, counted.names), seqs, whole.is_real, is_anchored(whole)))
    return found


def heads_of(seqs: Sequence[int], groups: Groups) -> dict[int, int]:
    """Return of each record the first of its group, by their numbers."""
    return {seqs[place]: min(seqs[each] for each in group) for group in groups for place in group}


def layer_of_records(told: Mapping[int, Told], seqs: Sequence[int], more: Told | None = None) -> Layer:
    """Return a layer of what records are marked by, with more marks of the same rows."""
    mark, row = joined(told) if more is None else joined({**told, -1: more})
    owner = np.array(seqs, dtype=np.int64)
    return Layer.of(mark, owner[row], owner)


def whole_marks(reading: Reading[PersonProfile], groups: Groups) -> Told:
    """Return the marks of the names of whole persons at their companies, for each row of theirs."""
    wholes = (merged_person([reading.profiles[place] for place in group]) for group in groups)
    mark, place = of_wholes(wholes, reading.firms)
    sizes = np.array([len(group) for group in groups], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    rows = np.array([row for group in groups for row in group], dtype=np.int64)
    times = sizes[place]
    at = np.repeat(starts[place], times) + _counted_up(times)
    return np.repeat(mark, times), rows[at]


def nodes_of(cells: Marks, seqs: Ints, alone: Ints) -> Marks:
    """Return what each row says as it is compared; those that are nobody's copy get a number of their own."""
    found = cells.copy()
    found[alone] = mix(cells[alone], seqs[alone].astype(np.uint64))
    return found


def _people(reading: Reading[PersonProfile], ruled: RuledPeople, counted: Counted) -> tuple[Index, Standing]:
    table = table_of(reading.cells)
    told = of_people(reading, table, PEOPLE.prepared(table, counted.model.generic))
    seqs = np.array(reading.seqs, dtype=np.int64)
    node = np.zeros(int(seqs.max(initial=-1)) + 1, dtype=np.uint64)
    node[seqs] = nodes_of(told[Kind.CELLS][0], seqs, ruled.known.named)
    head: Codes = np.full(len(node), -1, dtype=np.int32)
    heads = heads_of(reading.seqs, ruled.named.groups)
    head[list(heads)] = list(heads.values())
    layer = layer_of_records(told, reading.seqs, whole_marks(reading, ruled.named.groups))
    return Index((layer,)), Standing(node, head)


def _counted_up(sizes: Ints) -> Ints:
    """0, 1, … for each of some sizes, one after the other."""
    ends = np.cumsum(sizes)
    found: Ints = np.arange(int(sizes.sum())) - np.repeat(ends - sizes, sizes)
    return found
