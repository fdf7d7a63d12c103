"""How a name sounds, roughly: the American Soundex, which most spelling variants of a family name share."""

from __future__ import annotations

_GROUPS = ("bfpv", "cgjkqsxz", "dt", "l", "mn", "r")
_DIGIT = {letter: str(number) for number, letters in enumerate(_GROUPS, start=1) for letter in letters}
_TRANSPARENT = frozenset("hw")


def sound(name: str) -> str | None:
    """Return the first letter and three digits ("robert": "r163"); None for a name without a Latin first letter."""
    letters = [letter for letter in name.lower() if "a" <= letter <= "z"]
    if not letters or not "a" <= name[:1].lower() <= "z":
        return None
    found, before = letters[0], _DIGIT.get(letters[0])
    for letter in letters[1:]:
        digit = _DIGIT.get(letter)
        if digit and digit != before:
            found += digit
        if letter not in _TRANSPARENT:
            before = digit
    return found[:4].ljust(4, "0")
