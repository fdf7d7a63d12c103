"""What Splink has no word for, as SQL that DuckDB and Spark both read: caps, names that do not suffice, calibration."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.plan import Plan
from orbit.resolve.linkage.splink_settings import ID, SAID, is_rare, splink_name

# Stands between the parts of what records meet in; no value holds it.
_BETWEEN = "chr(31)"


def distinct_sql(records: str) -> str:
    """Return one record for all that say the same in every field, the one with the smallest id.

    `records` names a table with the columns of `splink_columns`, what each record says, and its id, a text.
    """
    return f"""
select * from (select *, row_number() over (partition by {SAID} order by {ID}) as turn from {records}) as told
where turn = 1
"""  # noqa: S608 - names of our own plans


def copies_sql(records: str) -> str:
    """Return for each record (`copy`) the one that stands for all which say the same (`original`)."""
    return f"select {ID} as copy, min({ID}) over (partition by {SAID}) as original from {records}"  # noqa: S608


def entries_sql(plan: Plan, records: str) -> str:
    """Return for each way in which a distinct record can be met: the key, what it says there, how many say so."""
    entries = " union all ".join(
        f"select {ID}, {number} as key_number, {key.cap} as cap, {mark} as mark from {records} where {mark} is not null"  # noqa: S608
        for number, key in enumerate(plan.keys)
        for mark in (_mark(way) for way in key.ways)
    )
    return f"""
select {ID}, key_number, cap, mark, count(*) over (partition by key_number, mark) as members
from ({entries}) as entries
"""  # noqa: S608 - names of our own plans


def pairs_sql(entries: str) -> str:
    """Return the pairs that meet within the caps, as Splink wants to be given them; `entries` names that table."""
    return f"""
select l.{ID} as join_key_l, r.{ID} as join_key_r, cast(min(l.key_number) as string) as match_key
from {entries} as l
inner join {entries} as r on l.key_number = r.key_number and l.mark = r.mark
where l.members <= l.cap and l.{ID} < r.{ID}
group by l.{ID}, r.{ID}
"""  # noqa: S608 - names of our own plans


def overfull_sql(plan: Plan, entries: str) -> str:
    """Return what the cap of each key drops: the key, how many blocks, records in them all, and in the largest."""
    names = " ".join(f"when {number} then '{_quoted(key.name)}'" for number, key in enumerate(plan.keys))
    return f"""
select case key_number {names} end as key_name,
  count(distinct mark) as blocks, count(*) as records, max(members) as largest
from {entries} where members > cap group by key_number order by key_number
"""  # noqa: S608 - names of our own plans


def links_sql(plan: Plan, model: Model, scored: str, least: float) -> str:
    """Return the pairs of at least so many bits: their log2 odds, the probability, and whether they are held apart.

    `scored` names the table that `predict` leaves. Pairs for which nothing speaks but what does not suffice are taken
    down until they are no likelier than not.
    """
    bearing = [one for one in plan.comparisons if one.name not in plan.alone]
    parts = [_weight(splink_name(one), rare=is_rare(one, model)) for one in bearing]
    borne = " or ".join(f"{part} > 0" for part in parts) or "false"
    apart = " or ".join(f"coalesce({name}_l <> {name}_r, false)" for name in plan.apart) or "false"
    return f"""
with told as (
  select {ID}_l as one, {ID}_r as other, {apart} as held_apart,
    match_weight - case when {borne} then 0 else ceil(greatest(match_weight, 0)) end as bits
  from {scored}
),
said as (select one, other, held_apart, bits, {_calibrated(model)} as odds from told)
select one, other, bits, 1 / (1 + power(2, -least(greatest(odds, -200), 200))) as probability, held_apart
from said where bits >= {least!r}
"""  # noqa: S608 - names of our own plans


def _mark(way: tuple[str, ...]) -> str:
    return f"({f' || {_BETWEEN} || '.join(way)})"


def _weight(name: str, *, rare: bool) -> str:
    return f"(mw_{name} + mw_tf_adj_{name})" if rare else f"mw_{name}"


def _calibrated(model: Model) -> str:
    """Follow the steps that reviewed pairs have taught, as straight lines between them."""
    if model.calibration is None or not model.calibration.at:
        return "bits"
    at, says = model.calibration.at, model.calibration.says
    lines = " ".join(_lines(at, says))
    return (
        f"case when bits <= {at[0]!r} then bits + ({says[0] - at[0]!r}) {lines} else bits + ({says[-1] - at[-1]!r}) end"
    )


def _lines(at: tuple[float, ...], says: tuple[float, ...]) -> Iterator[str]:
    for (left, right), (low, high) in zip(pairwise(at), pairwise(says), strict=True):
        if right > left:
            slope = (high - low) / (right - left)
            yield f"when bits <= {right!r} then {low!r} + (bits - ({left!r})) * ({slope!r})"


def _quoted(name: str) -> str:
    return name.replace("'", "''")
