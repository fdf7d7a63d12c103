"""A learned model in the words of Splink 5: our levels, weights, frequencies and prior, for DuckDB and Spark alike.

What SQL says exactly is said in SQL. What the engines count in ways of their own is asked of functions of ours, which
an engine must be taught (`TAUGHT`); what stands for a value is a column of lists beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product
from math import ceil
from typing import Any

import numpy as np

from orbit.errors import UsageError
from orbit.names.nicknames import either_way
from orbit.resolve.linkage.blocking import mix
from orbit.resolve.linkage.columns import Codes, Column, Ints, Marks, Table
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.plan import SAME, Comparison, Key, Level, Measure, Plan
from orbit.resolve.linkage.scoring import LEAST_SHARE
from orbit.resolve.linkage.weights import probability

ID = "unique_id"
SAID = "said"

# DuckDB compares bytes and counts edits otherwise, Spark rounds transpositions otherwise: by their own functions, pairs
# near a bar would stand at other levels than here.
TAUGHT: Mapping[Measure, str] = {
    Measure.JARO_WINKLER: "orbit_jaro_winkler",
    Measure.EDITS: "orbit_edits",
    Measure.PART: "orbit_part",
}
_TOLD: Mapping[Measure, str] = {
    Measure.SAME: "{one} = {other}",
    Measure.HEAD: "left({one}, {letters}) = left({other}, {letters})",
    Measure.TAIL: "right({one}, {letters}) = right({other}, {letters})",
    Measure.INITIAL: "least(length({one}), length({other})) = 1 and left({one}, 1) = left({other}, 1)",
    Measure.DOMAIN: "split_part({one}, '@', -1) = split_part({other}, '@', -1)",
    Measure.RELATED: "array_contains({list}_l, {other})",
    Measure.LEARNED: "array_contains({list}_l, {other})",
    **{measure: function + "({one}, {other}) >= {bar!r}" for measure, function in TAUGHT.items()},
}
_LISTED = (Measure.RELATED, Measure.LEARNED)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A list of values for each record; `codes`: int32[rows], the place of each list in `values`, -1 where silent."""

    codes: Codes
    values: Sequence[Sequence[str]]


def splink_settings(plan: Plan, model: Model) -> dict[str, Any]:
    """Return the settings with which Splink gives pairs our levels and weights; they can be kept as JSON.

    Splink's own blocking, by these settings alone, knows no caps: `pairs_sql` does. Raises UsageError for a measure
    that Splink cannot be told, and for a model of another plan.
    """
    if model.plan != plan.name:
        raise UsageError(f"the model was learned for the plan {model.plan!r}, not for {plan.name!r}")
    scales = model.scales(len(plan.comparisons))
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": ID,
        "probability_two_random_records_match": _chance(model.start),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule} for key in plan.keys for rule in _rules(key)
        ],
        "comparisons": [_comparison(*one, model) for one in zip(plan.comparisons, scales, strict=True)],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": list(plan.apart),
    }


def splink_columns(plan: Plan, model: Model, prepared: Table) -> dict[str, Column | ListColumn]:
    """Return the columns that the settings speak of, for records that `plan.prepared` has made ready.

    Each record's columns depend on that record alone, so that parts of a set may be made one by one.
    """
    names = {comparison.column for comparison in plan.comparisons} | set(plan.apart)
    names |= {column for key in plan.keys for way in key.ways for column in way}
    found: dict[str, Column | ListColumn] = {name: prepared.columns[name] for name in sorted(names)}
    for comparison in plan.comparisons:
        column = prepared.columns[comparison.column]
        if comparison.name in model.frequencies:
            found[_often(comparison)] = _often_said(column, model.frequencies[comparison.name].shares)
        for measure in _measures(comparison).intersection(_LISTED):
            found[_list(comparison, measure)] = _standing_for(column, _pairs(comparison, measure, model))
    return found


def said(table: Table) -> Ints:
    """Return a number for what each record says in all fields, the same in every part of a set: int64[rows].

    Two records that say different things share a number about once in 2**64.
    """
    found = np.zeros(table.rows, dtype=np.uint64)
    for name in sorted(table.columns):
        found = mix(found, _lasting_marks(table.columns[name]))
    return found.view(np.int64)


def splink_frequencies(plan: Plan, model: Model) -> dict[str, dict[str, float]]:
    """Return by column the frequencies that Splink must look up there; "" stands for what occurs only once."""
    scales = model.scales(len(plan.comparisons))
    found = {}
    for comparison, scale in zip(plan.comparisons, scales, strict=True):
        if comparison.name in model.frequencies:
            told = model.frequencies[comparison.name]
            shares = {value: share**scale for value, share in told.shares.items()}
            found[_often(comparison)] = {"": told.single**scale, **shares}
    return found


def splink_name(comparison: Comparison) -> str:
    """Return what Splink calls a comparison, as in `gamma_first_name`."""
    return re.sub(r"\W+", "_", comparison.name)


def is_rare(comparison: Comparison, model: Model) -> bool:
    """Say whether a shared value weighs more the rarer it is."""
    return comparison.name in model.frequencies


def _lasting_marks(column: Column) -> Marks:
    digests = b"".join(blake2b(value.encode(), digest_size=8).digest() for value in column.values)
    return np.append(np.frombuffer(digests, dtype="<u8").astype(np.uint64), np.uint64(0))[column.codes]


def _chance(bits: float) -> float:
    return float(probability(np.array([bits]))[0])


def _rules(key: Key) -> list[str]:
    """Say how records meet: what one says in one way may meet what the other says in another."""
    met = [(one, other) for one, other in product(key.ways, repeat=2) if len(one) == len(other)]
    return [" and ".join(f"l.{left} = r.{right}" for left, right in zip(*ways, strict=True)) for ways in met]


def _comparison(comparison: Comparison, scale: float, model: Model) -> dict[str, Any]:
    column = comparison.column
    silent = {
        "sql_condition": f"{column}_l is null or {column}_r is null",
        "label_for_charts": "silent",
        "is_null_level": True,
    }
    conditions = [_condition(comparison, level) for level in comparison.levels] + ["ELSE"]
    levels = []
    for number, condition in enumerate(conditions, start=1):
        # Bits count `scale` times if both probabilities are raised to that power, and stay probabilities.
        matched, chance = (told[comparison.name][number] ** scale for told in (model.matched, model.chance))
        levels.append(
            {
                "sql_condition": condition,
                "label_for_charts": comparison.says(number),
                "m_probability": matched,
                "u_probability": chance,
            }
        )
    if is_rare(comparison, model):
        levels[SAME - 1] |= {
            "tf_adjustment_column": _often(comparison),
            "tf_adjustment_weight": 1.0,
            "tf_minimum_u_value": LEAST_SHARE**scale,
            "disable_tf_exact_match_detection": True,
        }
    return {"output_column_name": splink_name(comparison), "comparison_levels": [silent, *levels]}


def _condition(comparison: Comparison, level: Level) -> str:
    told = _TOLD.get(level.measure)
    if told is None:
        raise UsageError(f"Splink cannot be told the measure {level.measure!r} of {comparison.name!r}; leave it out")
    return told.format(
        one=f"{comparison.column}_l",
        other=f"{comparison.column}_r",
        bar=float(level.bar),
        letters=max(ceil(level.bar), 0),
        list=_list(comparison, level.measure),
    )


def _measures(comparison: Comparison) -> set[Measure]:
    return {level.measure for level in comparison.levels}


def _often(comparison: Comparison) -> str:
    return f"{splink_name(comparison)}_often"


def _list(comparison: Comparison, measure: Measure) -> str:
    return f"{splink_name(comparison)}_{measure}"


def _often_said(column: Column, shares: Mapping[str, float]) -> Column:
    """Return the column with all values that occur only once told as one, so that few need be looked up."""
    return Column(column.codes, [value if value in shares else "" for value in column.values])


def _pairs(comparison: Comparison, measure: Measure, model: Model) -> Iterable[tuple[str, str]]:
    return either_way() if measure is Measure.RELATED else model.kin.get(comparison.name, frozenset())


def _standing_for(column: Column, pairs: Iterable[tuple[str, str]]) -> ListColumn:
    """Return beside each value the values that stand for it, either way round."""
    others: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        others[one].add(other)
        others[other].add(one)
    return ListColumn(column.codes, [sorted(others.get(value, ())) for value in column.values])
