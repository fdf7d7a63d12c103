"""Mapping profiles: a TOML file that says which column of a foreign export is which of ours."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from itertools import pairwise
from typing import Any

from ingest.intake.contract import Format, Shape, Source
from ingest.intake.dates import Order
from orbit.errors import NotFound, UsageError

_RANGE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?(?:-|–|to) ?(-?[0-9]+(?:\.[0-9]+)?)")
_KEYS = {"source", "columns", "values", "dates"}


@dataclass(frozen=True, slots=True)
class Profile:
    """Which header of theirs is which column of ours, and which of their values is which of ours.

    `columns` goes from their header to our column, `values` from our column to {their value: our value};
    a value such as `75-100` is a range of numbers with both ends.
    """

    name: str
    source: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    order: Order | None = None


def shipped_profiles() -> list[str]:
    """Return the names of the profiles that come with Orbit, in order."""
    folder = resources.files("ingest") / "profiles"
    if not folder.is_dir():
        return []
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def shipped_profile(name: str) -> Profile:
    """Return a profile that comes with Orbit; raise NotFound with the nearest names."""
    known = shipped_profiles()
    if name not in known:
        raise NotFound(
            f"no mapping profile is called {name}; there are: {', '.join(known) or 'none'}", _nearest(name, known)
        )
    text = (resources.files("ingest") / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    return parse_profile(text, name)


def parse_profile(text: str, name: str) -> Profile:
    """Read a profile from TOML; raise UsageError that names the key which is wrong. `name` is for errors."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: this is not TOML: {error}") from error
    unknown = sorted(document.keys() - _KEYS)
    if unknown:
        raise UsageError(f"{name}: {unknown[0]}: unknown key; there are {', '.join(sorted(_KEYS))}")
    source = document.get("source")
    if not isinstance(source, str):
        raise UsageError(f'{name}: source: missing; write for example source = "crm_champions"')
    columns = _texts(document.get("columns"), f"{name}: columns")
    if not columns:
        raise UsageError(f'{name}: columns: missing; write for example "Company Name" = "account_name"')
    values = {column: _value_map(told, f"{name}: values.{column}") for column, told in _tables(document, name)}
    return Profile(name, source, columns, values, _order(document, name))


def mapped_shape(profile: Profile, source: Source) -> Shape:
    """Return the template shape of a source with the headers of a profile; raise UsageError for a column it lacks."""
    if profile.source != source.name:
        raise UsageError(f"{profile.name}: source: this profile is for {profile.source}, not for {source.name}")
    template = next((shape for shape in source.shapes if shape.format is Format.CSV), None)
    if template is None:
        raise UsageError(f"{profile.name}: source: {source.name} reads no CSV files, so there is nothing to map")
    known = [column.name for column in template.columns]
    for theirs, ours in profile.columns.items():
        _check_known(ours, known, f'{profile.name}: columns."{theirs}"', source.name)
    for column in profile.values:
        _check_known(column, known, f"{profile.name}: values.{column}", source.name)
    theirs_of = {ours: tuple(h for h, column in profile.columns.items() if column == ours) for ours in known}
    columns = tuple(replace(column, headers=theirs_of[column.name] or column.headers) for column in template.columns)
    return replace(template, columns=columns, file_names=())


def translations(profile: Profile | None) -> dict[str, Callable[[str], str]]:
    """Return for each of our columns with mapped values the function from their value to ours.

    A value that no entry names stays as it is.
    """
    if profile is None:
        return {}
    return {column: _translation(told) for column, told in profile.values.items()}


def _translation(told: Mapping[str, str]) -> Callable[[str], str]:
    exact = {_folded(theirs): ours for theirs, ours in told.items()}
    ranges = [(*bounds, ours) for theirs, ours in told.items() if (bounds := _bounds(theirs))]

    def translate(cell: str) -> str:
        ours = exact.get(_folded(cell))
        return ours if ours is not None else _in_range(cell, ranges)

    return translate


def _in_range(cell: str, ranges: Sequence[tuple[float, float, str]]) -> str:
    if not re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]+)?%?", cell):
        return cell
    value = float(cell.rstrip("%"))
    # 74.5 lies in the gap between 50-74 and 75-100: whole-numbered ranges mean all that rounds down into them.
    for number in (value, math.floor(value)):
        for low, high, ours in ranges:
            if low <= number <= high:
                return ours
    return cell


def _value_map(told: Any, where: str) -> dict[str, str]:
    values = _texts(told, where)
    ranges = sorted((bounds, theirs) for theirs in values if (bounds := _bounds(theirs)))
    for (low, theirs), (high, other) in pairwise(ranges):
        if high[0] <= low[1]:
            raise UsageError(f'{where}."{other}": overlaps with "{theirs}"; let each number belong to one range')
    return values


def _bounds(theirs: str) -> tuple[float, float] | None:
    match = _RANGE.fullmatch(theirs.strip())
    if match is None:
        return None
    low, high = sorted((float(match[1]), float(match[2])))
    return low, high


def _tables(document: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
    values = document.get("values", {})
    if not isinstance(values, dict):
        raise UsageError(f"{name}: values: write a table for each column, such as [values.health]")
    return list(values.items())


def _texts(told: Any, where: str) -> dict[str, str]:
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise UsageError(f'{where}: write lines such as "theirs" = "ours"')
    for key, value in told.items():
        if not isinstance(value, str) or not value or not key.strip():
            raise UsageError(f'{where}."{key}": write a text in quotes on both sides of =')
    return dict(told)


def _order(document: Mapping[str, Any], name: str) -> Order | None:
    dates = document.get("dates", {})
    if not isinstance(dates, dict) or dates.keys() - {"order"}:
        raise UsageError(f'{name}: dates: write [dates] and order = "mdy", "dmy" or "iso"')
    told = dates.get("order")
    if told is None:
        return None
    if told not in list(Order):
        raise UsageError(f'{name}: dates.order: write "mdy", "dmy" or "iso"')
    return Order(told)


def _check_known(column: str, known: Sequence[str], where: str, source: str) -> None:
    if column in known:
        return
    near = _nearest(column, known, score=70)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise UsageError(f"{where}: {source} has no column {column}; {hint}")


def _nearest(name: str, known: Sequence[str], *, score: int = 0) -> list[str]:
    from rapidfuzz import process  # only a refusal needs it

    return [match[0] for match in process.extract(name, known, limit=3, score_cutoff=score)]


def _folded(value: str) -> str:
    return " ".join(value.casefold().split())
