"""The policy in force as a table: each value with its unit, where it comes from, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from orbit.policy.load import policy_values, read_override, shipped_document
from orbit.policy.reading import PolicyValue, key_lines


class Origin(StrEnum):
    """Who set a value: Orbit as it is shipped, the outcomes of asks, or the workspace in its own policy.toml."""

    SHIPPED = "shipped"
    LEARNED = "learned"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """One value in force; `shipped` is the one it stands for, `line` where the workspace's file tells it."""

    section: str
    key: str
    value: PolicyValue
    shipped: PolicyValue
    unit: str
    source: str
    origin: Origin
    line: int | None = None

    @property
    def name(self) -> str:
        """The key with its section: gate.min_nps."""
        return f"{self.section}.{self.key}"

    @property
    def differs(self) -> bool:
        """Whether it is another value than the shipped one."""
        return self.value != self.shipped


def policy_entries(override: str | None = None, learned: str | None = None) -> list[PolicyEntry]:
    """List every value in force, in the order of the shipped file; raises PolicyError as `load_policy` does."""
    shipped, document = policy_values(), shipped_document()
    in_force, taught = policy_values(override, learned), policy_values(None, learned)
    own = read_override(override or "", learned).values
    lines = key_lines(override or "")
    return [
        PolicyEntry(
            section=section,
            key=key,
            value=in_force[section][key],
            shipped=shipped[section][key],
            unit=str(told["unit"]),
            source=str(told["source"]),
            origin=_origin(key in own.get(section, {}), taught[section][key] != shipped[section][key]),
            line=lines.get(f"{section}.{key}"),
        )
        for section, keys in document.items()
        for key, told in keys.items()
    ]


def show_value(value: PolicyValue) -> str:
    """Write a value as a policy file does."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(item) for item in value)}]"
    return _quoted(value) if isinstance(value, str) else f"{value}"


def in_sections(entries: list[PolicyEntry]) -> Mapping[str, list[PolicyEntry]]:
    """Group entries by section, in their order."""
    sections: dict[str, list[PolicyEntry]] = {}
    for entry in entries:
        sections.setdefault(entry.section, []).append(entry)
    return sections


def _origin(is_own: bool, is_learned: bool) -> Origin:  # noqa: FBT001 - two facts about one value
    if is_own:
        return Origin.WORKSPACE
    return Origin.LEARNED if is_learned else Origin.SHIPPED


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
