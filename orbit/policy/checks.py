"""Bounds that the values of a section must keep; each refusal names the key."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from orbit.errors import PolicyError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def check_shares(section: DataclassInstance, name: str, *keys: str) -> None:
    """Refuse values of a section that are no share."""
    for key in keys:
        if getattr(section, key) > 1:
            raise PolicyError(f"policy key {name}.{key}: must be 0 to 1, got {getattr(section, key)}")


def check_above_zero(section: DataclassInstance, name: str, *keys: str) -> None:
    """Refuse values of a section that are not above 0."""
    for key in keys:
        if getattr(section, key) <= 0:
            raise PolicyError(f"policy key {name}.{key}: must be above 0")


def check_members(values: tuple[str, ...], kind: type[StrEnum], key: str) -> None:
    """Refuse words of a key that are none of an enum."""
    unknown = set(values) - set(kind)
    if unknown:
        raise PolicyError(f"policy key {key}: {min(unknown)!r} is not known; known: {', '.join(kind)}")
