"""Mappings as they are sent: the name of one that comes with Orbit, or the text of one of the reader's own."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ingest.intake.mapping import Profile, parse_profile, shipped_profile, shipped_profiles

OWN = "your mapping"


def profile_of(mapping: str) -> Profile:
    """Return the mapping of a name, or that which a TOML text describes; raises UsageError."""
    return shipped_profile(mapping) if "\n" not in mapping and "=" not in mapping else parse_profile(mapping, OWN)


def mapping_text(source: str, columns: Mapping[str, str]) -> str:
    """Write a mapping from their headers to our columns as TOML."""
    # A JSON text is a TOML text, but for this one character.
    lines = [f"{_quoted(theirs)} = {_quoted(ours)}" for theirs, ours in columns.items()]
    return "\n".join([f"source = {_quoted(source)}", "", "[columns]", *lines, ""])


def shipped() -> list[str]:
    """The names of the mappings that come with Orbit."""
    return shipped_profiles()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
