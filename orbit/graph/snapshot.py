"""The facts of one revision as arrays: derived from a store, the same bytes for the same facts, safe to delete."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import IntEnum
from pathlib import Path

import numpy as np

from orbit.graph.arrays import Array, open_arrays, row_at, save_arrays, text_at
from orbit.graph.entities import shown
from orbit.graph.name_words import no_words
from orbit.model import EntityId, FactId, Revision, SpellKind, TieKind
from orbit.titles import JobFunction, Seniority

LAYOUT = 6
FAR_PAST = 0
FAR_FUTURE = 4_000_000
UNKNOWN_DAY = 0

FUNCTIONS = tuple(JobFunction)
SENIORITIES = tuple(Seniority)
TIE_KINDS = tuple(TieKind)
C_LEVEL = SENIORITIES.index(Seniority.C_LEVEL)
# Who is shown stands anywhere, and few are.
_SHOWN = frozenset({"person_id", "person_name", "company_id", "company_domain", "fact_id", "tie_id"})


class Kind(IntEnum):
    """What a spell in the arrays is: the kinds of the model, and the time a partner has been invested."""

    JOB = 0
    BOARD = 1
    SCHOOL = 2
    INVESTOR = 3


KIND_OF = {SpellKind.JOB: Kind.JOB, SpellKind.BOARD: Kind.BOARD, SpellKind.SCHOOL: Kind.SCHOOL}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Arrays over persons (P), companies (C), spell facts (F) and pair ties (T). Days are proleptic ordinals.

    `fact_*`: one row per spell fact, by person, company, kind, earliest day, id. A fact is known from `fact_known`
    on; it guarantees presence from `fact_sure_from` to `fact_sure_to` (none where from > to) and allows it from
    `fact_from` (0: unknown) to `fact_to` (4,000,000: unknown).
    `tie_*`: one row per pair tie; `tie_on` 0 = undated, `tie_close` -1 = not declared.
    `person_key`, `company_key`, `company_core`: under which numbers names are found (`search_keys`).
    `title`: each job title that a fact bears, as its source writes it, in order; `fact_title` -1 = none.
    `doubt_person`: who may be two persons, in order; `doubt_sure` (0..1): how sure it is that each is one.
    `word`: each different word of people's names, in order; who bears it stands from `word_at` on in `word_person`.
    """

    person_id: Array
    person_name: Array
    person_name_at: Array
    person_key: Array
    company_id: Array
    company_name: Array
    company_name_at: Array
    company_key: Array
    company_core: Array
    company_domain: Array
    company_domain_at: Array
    company_headcount: Array
    company_mute: Array
    fact_person: Array
    fact_company: Array
    fact_kind: Array
    fact_function: Array
    fact_seniority: Array
    fact_title: Array
    fact_known: Array
    fact_sure_from: Array
    fact_sure_to: Array
    fact_from: Array
    fact_to: Array
    fact_id: Array
    title: Array
    title_at: Array
    tie_left: Array
    tie_right: Array
    tie_kind: Array
    tie_on: Array
    tie_close: Array
    tie_points: Array
    tie_id: Array
    doubt_person: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    doubt_sure: Array = field(default_factory=lambda: np.zeros(0))
    word: Array = field(default_factory=lambda: no_words()["word"])
    word_at: Array = field(default_factory=lambda: no_words()["word_at"])
    word_person: Array = field(default_factory=lambda: no_words()["word_person"])

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return len(self.person_id)

    @property
    def companies(self) -> int:
        """How many companies there are."""
        return len(self.company_id)

    def person(self, entity: EntityId) -> int | None:
        """The index of a person, or None."""
        return _index(self.person_id, entity)

    def company(self, entity: EntityId) -> int | None:
        """The index of a company, or None."""
        return _index(self.company_id, entity)

    def person_entity(self, index: int) -> EntityId:
        """The entity id of a person."""
        return EntityId(row_at(self.person_id, index).decode())

    def company_entity(self, index: int) -> EntityId:
        """The entity id of a company."""
        return EntityId(self.company_id[index].decode())

    def name_of_person(self, index: int) -> str:
        """The name to show for a person."""
        return text_at(self.person_name, self.person_name_at, index)

    def name_of_company(self, index: int) -> str:
        """The name to show for a company."""
        return text_at(self.company_name, self.company_name_at, index)

    def domain_of(self, index: int) -> str | None:
        """A company's web domain, or None."""
        return text_at(self.company_domain, self.company_domain_at, index) or None

    def title_text(self, index: int) -> str | None:
        """A job title by its number, the way to show it; None for number -1."""
        return None if index < 0 else shown(text_at(self.title, self.title_at, index))

    def fact(self, row: int) -> FactId:
        """The id of a spell fact."""
        return FactId(row_at(self.fact_id, row).decode())

    def tie(self, row: int) -> FactId:
        """The id of a pair tie."""
        return FactId(row_at(self.tie_id, row).decode())


def save_snapshot(snapshot: Snapshot, folder: Path, revision: Revision) -> None:
    """Write a snapshot in one step, marked with the revision it was made from."""
    arrays = {field.name: getattr(snapshot, field.name) for field in fields(Snapshot)}
    save_arrays(folder, arrays, {"layout": LAYOUT, "revision": revision})


def open_snapshot(folder: Path, revision: Revision) -> Snapshot | None:
    """Map a snapshot; None when it is missing, torn, of another layout or of another revision."""
    opened = open_arrays(folder, _SHOWN)
    if opened is None:
        return None
    arrays, meta = opened
    if meta != {"layout": LAYOUT, "revision": revision} or set(arrays) != {field.name for field in fields(Snapshot)}:
        return None
    return Snapshot(**arrays)


def _index(ids: Array, entity: EntityId) -> int | None:
    key = np.bytes_(entity.encode())
    at = int(np.searchsorted(ids, key))
    return at if at < len(ids) and ids[at] == key else None
