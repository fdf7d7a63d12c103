"""Numbers in names of companies however they are written: "Fund VII", "Fund 7", "Seventh Fund"."""

from __future__ import annotations

import re

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_WORDS = {word: str(value) for value, word in enumerate(_UNITS.split(" "))}
_WORDS |= {word: str(value) for value, word in enumerate(_ORDINALS.split(" "), start=1)}
_WORDS |= {"twenty": "20", "hundred": "100", "thousand": "1000"}
_ORDINAL_FIGURE = re.compile(r"0*(\d+)(?:st|nd|rd|th)")
_FIGURE = re.compile(r"0*(\d+)")
# Up to thirty-nine; "X" and "V" alone count only behind the name ("Fund V"), "C", "D", "L" and "M" never.
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_ENDS = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


def number_in(word: str, *, behind: bool = True) -> str | None:
    """Return the number that a word stands for, in figures; None where it is no number.

    `behind` says that the word stands behind a name, where roman numerals stand.
    """
    figure = _FIGURE.fullmatch(word) or _ORDINAL_FIGURE.fullmatch(word)
    if figure:
        return figure[1]
    return _WORDS.get(word) or (_roman(word) if behind else None)


def _roman(word: str) -> str | None:
    match = _ROMAN.fullmatch(word)
    return str(10 * len(match[1]) + _ENDS[match[2]]) if match and word else None
