"""What a policy file says: its values, the line of each key, and everything that is wrong with it."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from orbit.errors import PolicyError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PolicyValue = float | int | str | bool | tuple[str, ...]
Values = Mapping[str, Mapping[str, Any]]
Sections = Mapping[str, type[Any]]
SectionT = TypeVar("SectionT", bound="DataclassInstance")

_HEADER = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*([\w."' -]+?)\s*=""")
_NAMED = re.compile(r"\b[a-z]\w*\.[a-z]\w*\b")
_AT_LINE = re.compile(r"at line (\d+)")
_PARTS = frozenset({"value", "unit", "source"})
_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text in quotes",
    "bool": "true or false",
    "tuple[str, ...]": "a list of texts in quotes",
}
_SYNTAX = "Write it as in: [gate], and below it min_nps = 8"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a policy file: on which line where that is known, and what to do."""

    line: int | None
    text: str
    remedy: str

    def told(self, file: str) -> str:
        """Say it with its place, as compilers do."""
        place = file if self.line is None else f"{file}:{self.line}"
        stop = "" if self.text.endswith("?") else "."
        return f"{place}: {self.text}{stop} {self.remedy}."


@dataclass(frozen=True, slots=True)
class Reading:
    """The values that a file tells and that are sound, by section, and what is wrong with the others."""

    values: dict[str, dict[str, Any]]
    problems: tuple[Problem, ...]


def read_values(text: str, below: Values, shipped: Values, sections: Sections) -> Reading:
    """Read a policy file that is laid over the values `below`; `shipped` holds value, unit and source of each key."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else max(1, len(text.splitlines()))
        return Reading({}, (Problem(line, f"this is not valid TOML: {error}", _SYNTAX),))
    values: dict[str, dict[str, Any]] = {}
    errors: list[PolicyError] = []
    for section, entries in document.items():
        told, wrong = _told(section, entries, shipped, sections)
        errors += wrong
        if told:
            errors += _settle(section, told, below, sections)
        values[section] = told
    lines = key_lines(text)
    problems = [_placed(error, lines, shipped) for error in errors]
    return Reading(values, tuple(sorted(problems, key=lambda problem: problem.line or 0)))


def key_lines(text: str) -> dict[str, int]:
    """Find the line of each section and of each key (as `section.key`), counted from 1; the first of each."""
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            section = _bare(header[1])
            lines.setdefault(section, number)
        elif key := _KEY.match(line):
            lines.setdefault(".".join(part for part in (section, _bare(key[1])) if part), number)
    return lines


def build_section(kind: type[SectionT], values: Mapping[str, Any], section: str) -> SectionT:
    """Make a section of checked values; raises PolicyError naming the key that does not fit."""
    types = {field.name: str(field.type) for field in fields(kind)}
    return kind(**{name: checked_value(values[name], types[name], f"{section}.{name}") for name in types})


def checked_value(value: object, kind: str, key: str) -> PolicyValue:
    """Return a value as its field takes it; raises PolicyError for one that does not fit."""
    if kind == "tuple[str, ...]" and isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if kind == "bool" and isinstance(value, bool):
        return value
    if kind == "str" and isinstance(value, str):
        return value
    if kind in {"float", "int"} and isinstance(value, int | float) and not isinstance(value, bool):
        return _checked_number(value, kind, key)
    raise PolicyError(f"policy key {key}: expected {_KINDS[kind]}, got {_shown(value)}")


def _checked_number(value: float, kind: str, key: str) -> float | int:
    if not 0 <= value < math.inf:
        problem = "must not be negative" if value < 0 else "must be a finite number"
        raise PolicyError(f"policy key {key}: {problem}, got {value}")
    if kind == "int" and value != int(value):
        raise PolicyError(f"policy key {key}: expected a whole number, got {value}")
    return int(value) if kind == "int" else float(value)


def _told(
    section: str, entries: object, shipped: Values, sections: Sections
) -> tuple[dict[str, Any], list[PolicyError]]:
    """The values of a section that are sound each for itself, and an error for each other."""
    if section not in shipped:
        known = ", ".join(shipped)
        meant = _or_rather(section, shipped)
        return {}, [PolicyError(f"policy section [{section}] is not known{meant}; known: {known}")]
    if not isinstance(entries, dict):
        return {}, [PolicyError(f"policy key {section}: expected a section such as [{section}]")]
    types = {field.name: str(field.type) for field in fields(sections[section])}
    values: dict[str, Any] = {}
    errors = []
    for key, entry in entries.items():
        try:
            value = _value(section, key, entry, shipped)
            values[key] = checked_value(value, types[key], f"{section}.{key}")
        except PolicyError as error:
            errors.append(error)
    return values, errors


def _value(section: str, key: str, entry: object, shipped: Values) -> object:
    full = f"{section}.{key}"
    if key not in shipped[section]:
        raise PolicyError(f"policy key {full} is not known{_or_rather(full, shipped)}")
    if not isinstance(entry, dict):
        return entry
    if "value" not in entry:
        raise PolicyError(f"policy key {full}: no value given; write {key} = {{ value = … }}")
    if strange := sorted(set(entry) - _PARTS):
        raise PolicyError(f"policy key {full}: {strange[0]!r} means nothing here; known: value, unit, source")
    unit, told = str(shipped[section][key]["unit"]), str(entry.get("unit", ""))
    if told and _measure(told) != _measure(unit):
        raise PolicyError(f"policy key {full}: is counted in {unit!r}, not in {told!r}")
    return entry["value"]


def _settle(section: str, told: dict[str, Any], below: Values, sections: Sections) -> list[PolicyError]:
    """Take values out of `told` until the section can be made of the others; return what stood against each."""
    errors = []
    while told:
        try:
            build_section(sections[section], {**below[section], **told}, section)
        except PolicyError as error:
            errors.append(error)
            named = _NAMED.findall(str(error))
            for key in [key for key in told if f"{section}.{key}" in named] or list(told):
                del told[key]
        else:
            break
    return errors


def _placed(error: PolicyError, lines: Mapping[str, int], shipped: Values) -> Problem:
    """Find the line of the key that an error names, and say what else would do."""
    text = str(error).removeprefix("policy key ").removeprefix("policy ")
    name = next((name for name in _names(text) if name in lines), None)
    section, _, key = (name or "").partition(".")
    known = shipped.get(section, {}).get(key)
    if known is None:
        remedy = "Rename it or delete the line; orbit policy show lists what there is"
    else:
        counts = f"{_shown(known['value'])} ({known['unit']})"
        remedy = f"Mend it, or delete the line: then the shipped value counts, {counts}"
    return Problem(lines.get(name) if name else None, text, remedy)


def _names(text: str) -> list[str]:
    """The keys that an error names, and the section that stands in brackets or before a colon."""
    section = re.match(r"section \[(.+?)\]", text) or re.match(r"(\w+):", text)
    return [*_NAMED.findall(text), *([section[1]] if section else [])]


def _or_rather(name: str, shipped: Values) -> str:
    """Name what was probably meant: a key of that name elsewhere, else the one spelled most like it."""
    keys = [f"{section}.{key}" for section in shipped for key in shipped[section]]
    choices = keys if "." in name else list(shipped)
    elsewhere = [key for key in keys if key.endswith(f".{name.rpartition('.')[2]}")]
    close = elsewhere[:1] or get_close_matches(name, choices, n=1)
    return f"; did you mean {close[0]}?" if close and close[0] != name else ""


def _measure(unit: str) -> str:
    """The word that says in what something is counted: day of "days after closed-won"."""
    first = unit.split()[0] if unit.split() else ""
    return first.strip(",.:;()").casefold().removesuffix("s")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(repr(item) for item in value)}]"
    return repr(value)


def _bare(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
