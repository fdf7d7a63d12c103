"""The numbers that decide whom Orbit names: shipped defaults, overridden value by value, checked by key."""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar

from orbit.errors import PolicyError
from orbit.model import Circle, SignalKind, TriggerKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PolicyValue = float | int | str | bool | tuple[str, ...]
SectionT = TypeVar("SectionT", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class StrengthPolicy:
    """How likely two persons know each other, from the facts between them."""

    closest_rate: float
    unit_half_size: float
    others_met: float
    rate_months: float
    function_share: float
    default_headcount: int
    worked_together_cap: float
    board_months_hazard: float
    board_cap: float
    school_hazard: float
    school_cap: float
    open_months: float
    open_share: float
    possible_cap: float
    recency_half_life_years: float
    recency_floor: float
    linkedin_cap: float
    linkedin_floor: float
    linkedin_half_life_years: float
    mail_cap: float
    mail_scale: float
    mail_short_years: float
    mail_long_years: float
    declared_half_life_years: float
    investor_probability: float
    investor_cap: float

    def __post_init__(self) -> None:
        shares = ("closest_rate", "function_share", "open_share", "recency_floor", "linkedin_floor")
        caps = (field.name for field in fields(self) if field.name.endswith("_cap"))
        _check_shares(self, "strength", *shares, "investor_probability", *caps)
        if self.closest_rate == 1:
            raise PolicyError("policy key strength.closest_rate: must be below 1, or everybody knows everybody at once")
        scales = ("unit_half_size", "others_met", "rate_months", "recency_half_life_years", "mail_scale")
        years = ("linkedin_half_life_years", "mail_short_years", "mail_long_years", "declared_half_life_years")
        _check_above_zero(self, "strength", *scales, *years)

    @property
    def lasting_linkedin(self) -> float:
        """What a LinkedIn connection is worth of which no day is known."""
        return self.linkedin_cap * self.linkedin_floor


@dataclass(frozen=True, slots=True)
class ReachPolicy:
    """How a request travels over a person in between."""

    bridge_pass: float
    labels: int

    def __post_init__(self) -> None:
        _check_shares(self, "reach", "bridge_pass")
        _check_above_zero(self, "reach", "labels")


@dataclass(frozen=True, slots=True)
class WillingPolicy:
    """How likely one of our people helps when asked, by circle and verdict."""

    team: float
    champion: float
    advisor: float
    board: float
    investor: float
    ex_customer: float
    when_joint: float
    when_blocked: float

    def __post_init__(self) -> None:
        _check_shares(self, "willing", *(field.name for field in fields(self)))


@dataclass(frozen=True, slots=True)
class ReplyPolicy:
    """How likely a target answers, by seniority, function and the account's signals."""

    c_level: float
    vp: float
    director: float
    manager: float
    individual: float
    unknown: float
    functions: tuple[str, ...]
    other_function_factor: float
    without_signal_factor: float
    leaves_per_year: float

    def __post_init__(self) -> None:
        others = {"functions", "leaves_per_year"}
        _check_shares(self, "reply", *(field.name for field in fields(self) if field.name not in others))


@dataclass(frozen=True, slots=True)
class SearchPolicy:
    """How many persons a path search looks at and how many ways it shows."""

    targets_per_account: int
    connectors_per_target: int
    targets_per_connector: int
    min_score: float

    def __post_init__(self) -> None:
        _check_above_zero(self, "search", "targets_per_account", "connectors_per_target", "targets_per_connector")


@dataclass(frozen=True, slots=True)
class GapsPolicy:
    """What would create or raise a path: what is expected of a step where a workspace's own data cannot tell."""

    confirmed_closeness: float
    connected_function: float
    connected_company: float
    connected_stranger: float
    history_share: float
    reached_share: float
    contacts: int
    prior_weight: float

    def __post_init__(self) -> None:
        shares = ("connected_function", "connected_company", "connected_stranger", "history_share", "reached_share")
        _check_shares(self, "gaps", "confirmed_closeness", *shares)
        _check_above_zero(self, "gaps", "contacts", "prior_weight")


@dataclass(frozen=True, slots=True)
class SignalsPolicy:
    """How fast a signal goes stale, and what several of one kind are worth."""

    hiring_half_life_days: float
    funding_half_life_days: float
    leadership_change_half_life_days: float
    reorg_half_life_days: float
    layoff_half_life_days: float
    job_change_half_life_days: float
    news_half_life_days: float
    intent_half_life_days: float
    hiring_weight: float
    funding_weight: float
    leadership_change_weight: float
    reorg_weight: float
    layoff_weight: float
    job_change_weight: float
    news_weight: float
    intent_weight: float
    expiry_days: int
    repeat_factor: float

    def half_life(self, kind: SignalKind) -> float:
        """Return the days in which a signal of this kind becomes half as fresh."""
        days: float = getattr(self, f"{kind.value}_half_life_days")
        return days

    def weight(self, kind: SignalKind) -> float:
        """Return how much a signal of this kind says on its day, 0 to 1."""
        weight: float = getattr(self, f"{kind.value}_weight")
        return weight

    def __post_init__(self) -> None:
        for kind in SignalKind:
            if self.half_life(kind) <= 0:
                raise PolicyError(f"policy key signals.{kind.value}_half_life_days: must be above 0")
            if self.weight(kind) > 1:
                raise PolicyError(f"policy key signals.{kind.value}_weight: must be 0 to 1")
        if self.repeat_factor > 1:
            raise PolicyError(f"policy key signals.repeat_factor: must be 0 to 1, got {self.repeat_factor}")


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """When the champion of a customer may be asked, and when not."""

    min_nps: int
    min_csat: float
    closed_won_from_day: int
    closed_won_to_day: int
    renewal_days: int
    expansion_days: int
    csat_days: int
    ask_within_hours: int
    strongest_days: int
    tier1_days: int
    champion_left_days: int
    renewal_notice_days: int
    renewal_signed_days: int
    strategic_arr: float
    sdr_triggers: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_members(self.sdr_triggers, TriggerKind, "gate.sdr_triggers")
        if self.closed_won_from_day > self.closed_won_to_day:
            raise PolicyError("policy key gate.closed_won_to_day: must not come before gate.closed_won_from_day")


@dataclass(frozen=True, slots=True)
class LoadPolicy:
    """How much may be asked of one connector by all reps together."""

    max_open: int
    max_recent: int
    recent_days: int
    rest_days: int
    paced_circles: tuple[str, ...]
    pace_days: int
    silent_days: int
    no_chase_hours: int

    def __post_init__(self) -> None:
        _check_members(self.paced_circles, Circle, "load.paced_circles")
        if not (self.max_open and self.max_recent):
            raise PolicyError("policy keys load.max_open and load.max_recent: must be at least 1")


@dataclass(frozen=True, slots=True)
class PacketPolicy:
    """How long the words of an ask may be."""

    forward_seconds: int
    words_per_minute: float
    blurb_sentences: int
    pitch_words: int
    title_words: int
    story_words: int
    just_days: int


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """How many asks a week holds."""

    named_floor: int
    asks_per_rep: int
    asks_per_account: int
    min_score: float
    held_shown: int


@dataclass(frozen=True, slots=True)
class IntakePolicy:
    """Whom no import may bring in."""

    blocked_emails: tuple[str, ...]
    blocked_domains: tuple[str, ...]


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


def _check_shares(section: DataclassInstance, name: str, *keys: str) -> None:
    for key in keys:
        if getattr(section, key) > 1:
            raise PolicyError(f"policy key {name}.{key}: must be 0 to 1, got {getattr(section, key)}")


def _check_above_zero(section: DataclassInstance, name: str, *keys: str) -> None:
    for key in keys:
        if getattr(section, key) <= 0:
            raise PolicyError(f"policy key {name}.{key}: must be above 0")


def _check_members(values: tuple[str, ...], kind: type[StrEnum], key: str) -> None:
    unknown = set(values) - set(kind)
    if unknown:
        raise PolicyError(f"policy key {key}: {min(unknown)!r} is not known; known: {', '.join(kind)}")
