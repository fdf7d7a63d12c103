"""Matching records of people whose truth is known: people of history, their names and dates spoiled in many ways.

The file is a CSV with the columns in `COLUMNS`; `cluster` says who each record really is and is used for scoring only.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from bench.matching_scores import auto_precision, calibration_error, pair_score
from bench.timing import timed
from orbit.errors import BadFile
from orbit.names import words
from orbit.names.text import word_set
from orbit.resolve.linkage.bands import STRICT
from orbit.resolve.linkage.calibration import calibrate
from orbit.resolve.linkage.columns import Bools, Floats, Ints, Table
from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.match import Matched, Scored, cluster, match
from orbit.resolve.linkage.people import FIRST_NAMES
from orbit.resolve.linkage.plan import Comparison, Derived, Key, Level, Measure, Plan
from orbit.resolve.linkage.scoring import Scorer
from orbit.resolve.linkage.sound import sound

COLUMNS = ("unique_id", "cluster", "full_name", "dob", "birth_place", "postcode_fake", "gender", "occupation")
LABELS = 300
_DRAWS = 5
_SEED = 7
_CHUNK = 200_000
# Words of rank that stand for a name or before it, and what follows an ordinal ("…, 3rd Baron Whitmoor").
_RANKS = word_set(
    "sir lord lady baron baroness baronet bt earl viscount viscountess count countess duke duchess marquess marquis "
    "prince princess dame mr mrs miss ms rev revd dr prof hon the of jr sr captain capt major general gen colonel col"
)
_ORDINAL = re.compile(r",?\s\d+(?:st|nd|rd|th)\b.*$|^\d+(?:st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True)
class People:
    """Records as a table ready for matching, and who each row really is: int64[rows]."""

    table: Table
    person: Ints
    half: Bools


def _year(day: str) -> str:
    return day[:4]


def _beginning(name: str) -> str:
    return name[:4]


def _initial(name: str) -> str:
    return name[:1]


def _district(postcode: str) -> str | None:
    return postcode.split()[0] if postcode.split() else None


HISTORICAL = Plan(
    "historical people",
    (
        Comparison(
            "first name",
            "first",
            (*FIRST_NAMES, Level("slightly similar first names", Measure.JARO_WINKLER, 0.7)),
            "different first names",
        ),
        Comparison(
            "last name",
            "last",
            (
                Level("the same last name", Measure.SAME, rare=True),
                Level("often written for each other", Measure.LEARNED),
                Level("last names one letter apart", Measure.EDITS, -1),
                Level("nearly the same last name", Measure.JARO_WINKLER, 0.92),
                Level("similar last names", Measure.JARO_WINKLER, 0.85),
                Level("slightly similar last names", Measure.JARO_WINKLER, 0.7),
            ),
            "different last names",
        ),
        Comparison(
            "date of birth",
            "born",
            (
                Level("the same date of birth", Measure.SAME, rare=True),
                Level("dates of birth one digit apart", Measure.EDITS, -1),
                Level("the same day of another year", Measure.TAIL, 6),
                Level("dates of birth two digits apart", Measure.EDITS, -2),
                Level("the same year of birth", Measure.HEAD, 4),
                Level("the same decade of birth", Measure.HEAD, 3),
            ),
            "different dates of birth",
        ),
        Comparison(
            "postcode",
            "postcode",
            (
                Level("the same postcode", Measure.SAME, rare=True),
                Level("postcodes one letter apart", Measure.EDITS, -1),
                Level("postcodes two letters apart", Measure.EDITS, -2),
                Level("postcodes of one district", Measure.HEAD, 4),
                Level("postcodes of one area", Measure.HEAD, 2),
            ),
            "different postcodes",
        ),
        Comparison(
            "place of birth",
            "place",
            (
                Level("the same place", Measure.SAME, rare=True),
                Level("places often told for each other", Measure.LEARNED),
                Level("nearly the same place", Measure.JARO_WINKLER, 0.92),
                Level("one place is part of the other", Measure.PART, 100),
            ),
            "different places",
        ),
        Comparison(
            "occupation",
            "occupation",
            (
                Level("the same occupation", Measure.SAME, rare=True),
                Level("occupations often held by one person", Measure.LEARNED),
                Level("one occupation is part of the other", Measure.PART, 100),
            ),
            "different occupations",
        ),
        Comparison("gender", "gender", (Level("the same gender", Measure.SAME),), "different genders"),
    ),
    tuple(
        Key(" and ".join(way), (way,), cap)
        for cap, ways in (
            (
                100,
                (
                    ("first", "last", "born"), ("first", "last", "postcode"), ("first", "last", "place"),
                    ("last", "born"), ("first", "born"), ("born", "postcode"), ("last", "postcode"),
                    ("first", "postcode"), ("born", "place"), ("last", "place"), ("first", "last"),
                    ("first4", "last4", "year"), ("last_sound", "first_sound", "year"), ("last", "year"),
                    ("first", "year", "place"), ("district", "born"), ("district", "last"), ("last", "first4"),
                    ("last", "initial"), ("district", "year"), ("first", "year"), ("last_sound", "year"),
                    ("last", "occupation"), ("first", "district"), ("last_sound", "district"),
                ),
            ),
            (60, (("born",), ("postcode",), ("year", "place"))),
        )
        for way in ways
    )
    + tuple(
        Key(f"either name and {name}", (("first", name), ("last", name)), 60)
        for name in ("born", "postcode", "year", "place")
    ),
    (
        Derived("first4", "first", _beginning),
        Derived("last4", "last", _beginning),
        Derived("initial", "first", _initial),
        Derived("first_sound", "first", sound),
        Derived("last_sound", "last", sound),
        Derived("year", "born", _year),
        Derived("district", "postcode", _district),
    ),
)  # fmt: skip


def measure_people(path: Path, say: Callable[[str], None], *, beside_splink: bool = True) -> dict[str, Any]:
    """Match the people of a file without and with reviewed pairs; figures, and Splink's beside them.

    Raises BadFile where the file is not of the expected shape.
    """
    from bench.matching_splink import documented_splink

    people = read_people(path)
    say(f"Matching {people.table.rows} records of people …")
    matched, seconds = timed(lambda: match(HISTORICAL, people.table))
    found = pair_score(matched.cluster, people.person)
    told = {
        "historical_dev_f1": found.f1,
        "historical_dev_precision": found.precision,
        "historical_dev_recall": found.recall,
        "historical_dev_seconds": seconds,
        **_labelled(people, matched, say),
    }
    figures = {name: round(value, 4) for name, value in told.items()}
    if not beside_splink:
        return {"figures": figures, "peers": {}}
    say("Matching the same people with Splink …")
    return {"figures": figures, "peers": documented_splink(path)}


def read_people(path: Path) -> People:
    """Read a file of people whose truth is known."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{path} cannot be read as a CSV file in UTF-8: {error}") from error
    missing = [name for name in COLUMNS if not rows or name not in rows[0]]
    if missing:
        raise BadFile(f"{path} has no records with the columns {', '.join(missing)}.")
    rows.sort(key=lambda row: row["unique_id"])
    _, person = np.unique([row["cluster"] for row in rows], return_inverse=True)
    half = np.array([crc32(row["cluster"].encode()) % 2 == 0 for row in rows])
    return People(_table(rows), person.astype(np.int64), half)


def _table(rows: Sequence[dict[str, str]]) -> Table:
    firsts, lasts = _names([row["full_name"] for row in rows])
    return Table.of(
        [row["unique_id"] for row in rows],
        {
            "first": firsts,
            "last": lasts,
            "born": [_born(row["dob"]) for row in rows],
            "postcode": [row["postcode_fake"] for row in rows],
            "place": [row["birth_place"] for row in rows],
            "occupation": [row["occupation"] for row in rows],
            "gender": [row["gender"] for row in rows],
        },
    )


def _born(day: str) -> str:
    """The first of January stands for a year of which no day is known."""
    return day[:4] if day.endswith("-01-01") else day


def _names(written: Sequence[str]) -> tuple[list[str], list[str]]:
    """Take first and last names apart; a name alone is what it more often is elsewhere."""
    told = [[word for word in words(_ORDINAL.sub("", name)) if word not in _RANKS] for name in written]
    as_first = Counter(name[0] for name in told if len(name) > 1)
    as_last = Counter(name[-1] for name in told if len(name) > 1)
    firsts, lasts = [], []
    for name in told:
        is_first = len(name) > 1 or (len(name) == 1 and as_first[name[0]] > as_last[name[0]])
        firsts.append(name[0] if is_first else "")
        lasts.append(name[-1] if len(name) > 1 or (name and not is_first) else "")
    return firsts, lasts


def _labelled(people: People, matched: Matched, say: Callable[[str], None]) -> dict[str, float]:
    """Review pairs among one half of the people, and score on the other; the mean of several draws."""
    say(f"Calibrating on {LABELS} reviewed pairs …")
    scored, truth = matched.scored, _of_distinct(matched.scored, people.person)
    half = _of_distinct(scored, people.half.astype(np.int64)) == 1
    left, right = scored.pairs.left, scored.pairs.right
    same, parts = truth[left] == truth[right], _parts(scored)
    known, asked = half[left] & half[right], ~half[left] & ~half[right]
    counts = (scored.distinct.copies[left] * scored.distinct.copies[right]).astype(np.float64)
    told = []
    for draw in range(_DRAWS):
        picked = np.random.default_rng(_SEED + draw).choice(np.flatnonzero(known), LABELS, replace=False)
        calibration = calibrate(parts[:, picked], scored.model.prior, same[picked], np.ones(LABELS))
        anew = replace(
            scored,
            bits=calibration.bits(parts, scored.model.prior),
            model=replace(scored.model, calibration=calibration),
        )
        clusters = cluster(HISTORICAL, anew)
        others = pair_score(clusters[~people.half], people.person[~people.half])
        chance = anew.model.probability(anew.bits)
        told.append(
            (
                others.f1,
                calibration_error(chance[asked], same[asked], counts[asked]),
                auto_precision(anew, clusters, (chance, same & asked, asked), STRICT),
            )
        )
    f1, error, auto = np.array(told).T
    return {
        "historical_dev_labelled_f1": float(f1.mean()),
        "historical_dev_labelled_f1_min": float(f1.min()),
        "historical_dev_calibration_error": float(error.mean()),
        "historical_dev_auto_precision": float(auto.min()),
    }


def _of_distinct(scored: Scored, told: Ints) -> Ints:
    """Return what the first row of each distinct record says; rows that say the same are of one person here."""
    found = np.empty(scored.distinct.table.rows, dtype=np.int64)
    found[scored.distinct.of_row[::-1]] = told[::-1]
    return found


def _parts(scored: Scored) -> Floats:
    table, pairs = scored.distinct.table, scored.pairs
    scorer = Scorer.of(HISTORICAL, scored.model, table)
    told = []
    for start in range(0, len(pairs), _CHUNK):
        some = slice(start, start + _CHUNK)
        vectors = level_vectors(table, HISTORICAL.comparisons, pairs.left[some], pairs.right[some], scored.model.kin)
        told.append(scorer.parts(table, vectors, pairs.left[some]))
    return np.concatenate(told, axis=1)
