"""Compares an answer with its documented shape, in both directions."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


def undocumented(shape: type[BaseModel], value: dict[str, Any]) -> list[str]:
    """Return the places of an answer that its schema does not know; raise ValidationError where it contradicts."""
    known = shape.model_validate(value).model_dump(mode="json", by_alias=True, exclude_unset=True)
    return list(_differences(known, value, shape.__name__))


def _differences(known: Any, value: Any, at: str) -> list[str]:
    if isinstance(known, dict) and isinstance(value, dict):
        missing = [f"{at}.{key}" for key in value if key not in known]
        return missing + [each for key in known for each in _differences(known[key], value[key], f"{at}.{key}")]
    if isinstance(known, list) and isinstance(value, list):
        return [each for one, other in zip(known, value, strict=True) for each in _differences(one, other, f"{at}[]")]
    return [] if known == value else [at]
