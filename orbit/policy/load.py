"""Reading the policy: shipped defaults, overridden value by value, checked by key."""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar

from orbit.errors import PolicyError
from orbit.policy.asking import GatePolicy, LoadPolicy, LogPolicy, PacketPolicy, PlanPolicy
from orbit.policy.ranking import (
    GapsPolicy,
    IntakePolicy,
    MatchingPolicy,
    ReachPolicy,
    ReplyPolicy,
    SearchPolicy,
    SignalsPolicy,
    StrengthPolicy,
    WillingPolicy,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PolicyValue = float | int | str | bool | tuple[str, ...]
SectionT = TypeVar("SectionT", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Policy:
    """All sections, and a digest that names this exact set of values."""

    strength: StrengthPolicy
    reach: ReachPolicy
    willing: WillingPolicy
    reply: ReplyPolicy
    search: SearchPolicy
    gaps: GapsPolicy
    signals: SignalsPolicy
    gate: GatePolicy
    load: LoadPolicy
    packet: PacketPolicy
    plan: PlanPolicy
    log: LogPolicy
    matching: MatchingPolicy
    intake: IntakePolicy
    digest: str


def shipped_text() -> str:
    """Return the text of the policy that comes with Orbit."""
    return resources.files("orbit").joinpath("policy.toml").read_text(encoding="utf-8")


def load_policy(override: str | None = None) -> Policy:
    """Build the policy from the shipped text and a workspace's overrides.

    Raises PolicyError naming the key for unknown keys, wrong types and bad TOML.
    """
    shipped = _values(_parse(shipped_text(), "the shipped policy"))
    values = _merged(shipped, _values(_parse(override or "", "policy.toml")))
    sections = {
        field.name: _section(_SECTIONS[field.name], values[field.name], field.name)
        for field in fields(Policy)
        if field.name != "digest"
    }
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return Policy(**sections, digest=hashlib.sha256(canonical.encode()).hexdigest()[:16])


_SECTIONS: dict[str, type[Any]] = {
    "strength": StrengthPolicy,
    "reach": ReachPolicy,
    "willing": WillingPolicy,
    "reply": ReplyPolicy,
    "search": SearchPolicy,
    "gaps": GapsPolicy,
    "signals": SignalsPolicy,
    "gate": GatePolicy,
    "load": LoadPolicy,
    "packet": PacketPolicy,
    "plan": PlanPolicy,
    "log": LogPolicy,
    "matching": MatchingPolicy,
    "intake": IntakePolicy,
}


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{where} is not valid TOML: {error}") from error


def _values(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {section: _section_values(section, entries) for section, entries in document.items()}


def _section_values(section: str, entries: object) -> dict[str, Any]:
    if not isinstance(entries, dict):
        raise PolicyError(f"policy key {section}: expected a section such as [{section}]")
    values = {}
    for key, entry in entries.items():
        if isinstance(entry, dict) and "value" not in entry:
            raise PolicyError(f"policy key {section}.{key}: no value given; write {key} = {{ value = … }}")
        values[key] = entry["value"] if isinstance(entry, dict) else entry
    return values


def _merged(shipped: dict[str, dict[str, Any]], override: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    for section, entries in override.items():
        if section not in shipped:
            raise PolicyError(f"policy section [{section}] is not known; known: {', '.join(shipped)}")
        for key in entries:
            if key not in shipped[section]:
                raise PolicyError(f"policy key {section}.{key} is not known; known: {', '.join(shipped[section])}")
    return {section: {**entries, **override.get(section, {})} for section, entries in shipped.items()}


def _section(kind: type[SectionT], values: Mapping[str, Any], section: str) -> SectionT:
    types = {field.name: str(field.type) for field in fields(kind)}
    return kind(**{name: _checked(values[name], types[name], f"{section}.{name}") for name in types})


def _checked(value: object, kind: str, key: str) -> PolicyValue:
    if kind == "tuple[str, ...]" and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if kind == "bool" and isinstance(value, bool):
        return value
    if kind == "str" and isinstance(value, str):
        return value
    if kind in {"float", "int"} and isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 <= value < math.inf:
            problem = "must not be negative" if value < 0 else "must be a finite number"
            raise PolicyError(f"policy key {key}: {problem}, got {value}")
        if kind == "int" and value != int(value):
            raise PolicyError(f"policy key {key}: expected a whole number, got {value}")
        return int(value) if kind == "int" else float(value)
    raise PolicyError(f"policy key {key}: expected {kind}, got {value!r}")
