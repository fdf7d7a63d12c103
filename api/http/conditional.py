"""Conditional requests (RFC 9110 §13): the tag of an answer is known before the answer is made."""

from __future__ import annotations

import hashlib
import re

_TAG = re.compile(r'\s*(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")\s*(?:,|$)')


def entity_tag(*parts: str) -> str:
    """Return the strong tag of the bytes that these parts decide.

    Strong, because the same facts, policy, day and program give the same bytes.
    """
    digest = hashlib.sha256("\x00".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def names_tag(if_none_match: str, tag: str) -> bool:
    """Say whether an If-None-Match list holds the tag; compared weakly, as GET asks."""
    return tag in _listed(if_none_match)


def is_any(if_none_match: str) -> bool:
    """Say whether If-None-Match is `*`, which matches whatever exists."""
    return if_none_match.strip() == "*"


def _listed(header: str) -> set[str]:
    tags, at = set(), 0
    while match := _TAG.match(header, at):
        tags.add(match[1])
        at = match.end()
        if at == len(header):
            break
    return tags
