"""Changing one value in the text of a policy file; every other line stays as somebody wrote it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields

from orbit.errors import NotFound, PolicyError
from orbit.policy.load import SECTIONS
from orbit.policy.reading import PolicyValue, checked_value, key_lines
from orbit.policy.table import show_value

_UP_TO_VALUE = re.compile(r"^\s*[\w.\"' -]+?\s*=\s*")


def kind_of(name: str) -> str:
    """Return what a key holds, by the type of its field: int, float, str, bool or a list; raises NotFound."""
    section, _, key = name.partition(".")
    if section not in SECTIONS:
        raise NotFound(f"The policy has no value {name}.")
    types = {field.name: str(field.type) for field in fields(SECTIONS[section])}
    if key not in types:
        raise NotFound(f"The policy has no value {name}.")
    return types[key]


def typed_value(name: str, typed: str) -> PolicyValue:
    """Read a value as somebody types it, a list with one text on each line; raises PolicyError for one that is none."""
    kind = kind_of(name)
    text = typed.strip()
    if kind == "tuple[str, ...]":
        return tuple(line.strip() for line in typed.splitlines() if line.strip())
    if kind == "bool":
        return checked_value({"true": True, "false": False}.get(text.lower(), text), kind, name)
    return checked_value(text if kind == "str" else _number(text), kind, name)


def with_value(text: str, name: str, value: PolicyValue) -> str:
    """Return the text of a policy file with another value of one key; raises PolicyError where it stands too oddly."""
    section, _, key = name.partition(".")
    place = _place(text, name)
    lines = _whole_lines(text)
    if place is not None:
        begin = _UP_TO_VALUE.match(lines[place[0]])
        lines[place[0] : place[1]] = [f"{begin[0] if begin else f'{key} = '}{show_value(value)}\n"]
        return "".join(lines)
    header = key_lines(text).get(section)
    if header is None:
        lines += [*(["\n"] if lines else []), f"[{section}]\n"]
        header = len(lines)
    lines.insert(header, f"{key} = {show_value(value)}\n")
    return "".join(lines)


def without_value(text: str, name: str) -> str:
    """Return the text of a policy file without one key, so that the value below it counts."""
    place = _place(text, name)
    lines = _whole_lines(text)
    if place is not None:
        del lines[place[0] : place[1]]
    return "".join(lines)


def _number(text: str) -> float | int | str:
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _place(text: str, name: str) -> tuple[int, int] | None:
    """The lines of a key with its value, counted from 0, the end left out; None where the file does not tell it."""
    first = key_lines(text).get(name)
    if first is None:
        return None
    lines = _whole_lines(text)
    for end in range(first, len(lines) + 1):
        if _is_whole("".join(lines[first - 1 : end])):
            return first - 1, end
    raise PolicyError(f"policy key {name}: its value is written in a way that only an editor can change, line {first}")


def _is_whole(lines: str) -> bool:
    try:
        tomllib.loads(lines)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _whole_lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.splitlines()]
