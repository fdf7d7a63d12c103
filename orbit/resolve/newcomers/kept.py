"""What is kept of the last matching, beside the store: what was counted, and under which marks every record stands.

It can be deleted at any time, and is made anew by the next matching of everybody.
"""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from orbit.graph.arrays import Array, open_arrays, save_arrays
from orbit.model import Revision
from orbit.resolve.counted import Counted, Tally
from orbit.resolve.linkage.columns import Codes, Marks
from orbit.resolve.linkage.fitting import FEWEST
from orbit.resolve.linkage.model import Model
from orbit.resolve.newcomers.counting import counted_arrays, counted_facts, counted_from, tally_arrays, tally_of
from orbit.resolve.newcomers.firms import Firms
from orbit.resolve.newcomers.index import NO_LAYER, Index, arrays_of, layer_of

_LAYOUT = 2
_ALL, _SINCE = "all", "since"
_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """How each record of a person stood, by its number in the store.

    `node` (uint64[n]; 0: none): what it says as it is compared, a number of its own where it is nobody's copy; `head`
    (int32[n]; -1: none): the first record of the person that identifiers alone make it part of.
    """

    node: Marks
    head: Codes


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was matched: the revision of the store, the last records of either kind, imports taken back."""

    revision: Revision
    last_person: int
    last_company: int
    undone: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Everybody as they stood at a moment; `accounts` are the keys of the records of companies that are accounts.

    Where more than `most` people would have to be looked at, all of them are.
    """

    most: int
    moment: Moment
    people: Index
    companies: Index
    standing: Standing
    firms: Firms
    accounts: Tally
    counted: Counted


class Memory:
    """Keeps it in a folder; what is kept under another key (weights, policy) is not taken for it."""

    def __init__(self, folder: Path, *, least: int = FEWEST, share: float = _SHARE) -> None:
        """Newcomers alone are looked at where there are at least so many people: fewer are matched anew in a moment.

        Where more than a share of all people would have to be looked at, looking at all of them is no more work.
        """
        self._folder = folder
        self._share = share
        self.least = least

    def open(self, key: str, base: Model) -> Kept | None:
        """Map what is kept; None where there is none, or it is torn, or of another key or layout."""
        opened, later = open_arrays(self._folder / _ALL), open_arrays(self._folder / _SINCE)
        if opened is None or later is None:
            return None
        (arrays, facts), (changed, moment) = opened, later
        if (facts.get("layout"), facts.get("key")) != (_LAYOUT, key) or moment.pop("all", None) != facts.get("all"):
            return None
        try:
            return Kept(
                int(facts["records"] * self._share),
                Moment(**moment),
                Index((layer_of(arrays, "people"), layer_of(changed, "people"))),
                Index((layer_of(arrays, "companies"), layer_of(changed, "companies"))),
                Standing(changed["node"], changed["head"]),
                Firms(**{field.name: changed[f"firm_{field.name}"] for field in fields(Firms)}),
                tally_of(changed, "accounts"),
                counted_from(arrays, facts, base),
            )
        except (KeyError, TypeError):
            return None

    def keep_all(self, kept: Kept, key: str) -> None:
        """Keep everybody anew; each index is of one layer."""
        arrays = (
            counted_arrays(kept.counted)
            | arrays_of(kept.people.layers[0], "people")
            | arrays_of(kept.companies.layers[0], "companies")
        )
        facts = {"layout": _LAYOUT, "key": key, "all": kept.moment.revision, **counted_facts(kept.counted)}
        self.forget()
        save_arrays(self._folder / _ALL, arrays, facts)
        self._keep_since(kept, kept.moment.revision)

    def keep_since(self, kept: Kept) -> None:
        """Keep what came since everybody was kept: the layer of each index above the first, and who stands where."""
        opened = open_arrays(self._folder / _ALL)
        if opened is not None:
            self._keep_since(kept, opened[1]["all"])

    def forget(self) -> None:
        """Delete all that is kept."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _keep_since(self, kept: Kept, all_at: int) -> None:
        arrays: dict[str, Array] = {"node": kept.standing.node, "head": kept.standing.head}
        arrays |= tally_arrays(kept.accounts, "accounts")
        arrays |= {f"firm_{field.name}": getattr(kept.firms, field.name) for field in fields(Firms)}
        for name, index in (("people", kept.people), ("companies", kept.companies)):
            above = index.layers[1:]
            arrays |= arrays_of(above[0] if above else NO_LAYER, name)
        save_arrays(self._folder / _SINCE, arrays, {"all": all_at, **asdict(kept.moment)})
