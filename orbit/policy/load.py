"""Reading the policy: shipped defaults, overridden value by value, checked by key."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from orbit.errors import PolicyError
from orbit.policy.asking import (
    ChampionsPolicy,
    GatePolicy,
    LearnPolicy,
    LoadPolicy,
    LogPolicy,
    PacketPolicy,
    PlanPolicy,
)
from orbit.policy.linting import LintPolicy
from orbit.policy.measuring import MeasurePolicy, SessionPolicy
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
from orbit.policy.reading import Reading, build_section, read_values
from orbit.policy.sharing import SharingPolicy

POLICY_FILE = "policy.toml"
LEARNED_FILE = "learned.toml"


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
    champions: ChampionsPolicy
    packet: PacketPolicy
    lint: LintPolicy
    plan: PlanPolicy
    log: LogPolicy
    measure: MeasurePolicy
    session: SessionPolicy
    learn: LearnPolicy
    matching: MatchingPolicy
    intake: IntakePolicy
    sharing: SharingPolicy
    digest: str


def shipped_text() -> str:
    """Return the text of the policy that comes with Orbit."""
    return resources.files("orbit").joinpath("policy.toml").read_text(encoding="utf-8")


def load_policy(override: str | None = None, learned: str | None = None) -> Policy:
    """Build the policy from the shipped text, what was learned from asks, and a workspace's own overrides.

    Raises PolicyError naming file, line and key for unknown keys, wrong values and bad TOML.
    """
    values = policy_values(override, learned)
    sections = {name: build_section(kind, values[name], name) for name, kind in SECTIONS.items()}
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return Policy(**sections, digest=hashlib.sha256(canonical.encode()).hexdigest()[:16])


def policy_values(override: str | None = None, learned: str | None = None) -> dict[str, dict[str, Any]]:
    """Return the value of every key by section: the shipped one, or what was learned, or the workspace's own.

    Raises PolicyError naming file, line and key of the first thing that is wrong, and how many there are.
    """
    shipped = shipped_document()
    values = {name: {key: entry["value"] for key, entry in keys.items()} for name, keys in shipped.items()}
    values = {name: _sound(kind, values[name], name) for name, kind in SECTIONS.items()}
    for file, text in ((LEARNED_FILE, learned), (POLICY_FILE, override)):
        reading = read_values(text or "", values, shipped, SECTIONS)
        if reading.problems:
            raise PolicyError(_all_told(reading, file))
        values = {name: {**told, **reading.values.get(name, {})} for name, told in values.items()}
    return values


def read_override(text: str, learned: str | None = None) -> Reading:
    """Read a workspace's own policy: what it changes, and everything that is wrong with it."""
    return read_values(text, policy_values(None, learned), shipped_document(), SECTIONS)


@cache
def shipped_document() -> Mapping[str, Mapping[str, Any]]:
    """Return value, unit and source of every key that comes with Orbit, by section; read once, as code is."""
    return MappingProxyType({name: MappingProxyType(keys) for name, keys in tomllib.loads(shipped_text()).items()})


def _sound(kind: type[Any], values: Mapping[str, Any], section: str) -> dict[str, Any]:
    made = build_section(kind, values, section)
    return {field.name: getattr(made, field.name) for field in fields(kind)}


def _all_told(reading: Reading, file: str) -> str:
    first, *others = reading.problems
    more = f" {len(others)} more: orbit policy check" if others else ""
    return f"{first.told(file)}{more}"


SECTIONS: dict[str, type[Any]] = {
    "strength": StrengthPolicy,
    "reach": ReachPolicy,
    "willing": WillingPolicy,
    "reply": ReplyPolicy,
    "search": SearchPolicy,
    "gaps": GapsPolicy,
    "signals": SignalsPolicy,
    "gate": GatePolicy,
    "load": LoadPolicy,
    "champions": ChampionsPolicy,
    "packet": PacketPolicy,
    "lint": LintPolicy,
    "plan": PlanPolicy,
    "log": LogPolicy,
    "measure": MeasurePolicy,
    "session": SessionPolicy,
    "learn": LearnPolicy,
    "matching": MatchingPolicy,
    "intake": IntakePolicy,
    "sharing": SharingPolicy,
}
