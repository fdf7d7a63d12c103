"""Text made comparable: the same words written in another way become the same string."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a plain one and a mark.
_LETTERS_WITHOUT_MARK = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "ħ": "h"}
)
_APOSTROPHES = frozenset("'`\u2019\u2018\u02bc\u00b4")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_INVISIBLE = frozenset({"Cf", "Cc"})


def folded(text: str) -> str:
    """Return the text in compatibility form and lower case, without invisible characters and doubled blanks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    shown = unicodedata.normalize("NFKC", _shown(text)).casefold()
    return " ".join(_shown(unicodedata.normalize("NFKC", shown)).split())


def unaccented(text: str) -> str:
    """Return the folded text with accents and other marks taken off its letters."""
    plain = folded(text)
    if plain.isascii():
        return plain
    split = unicodedata.normalize("NFKD", plain.translate(_LETTERS_WITHOUT_MARK))
    return unicodedata.normalize("NFC", "".join(char for char in split if unicodedata.category(char) != "Mn"))


def words(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits of the unaccented text; apostrophes join, all else parts."""
    plain = unaccented(text)
    if plain.isascii():
        return tuple(_ASCII_WORD.findall(plain.replace("'", "").replace("`", "")))
    kept = "".join(char if char.isalnum() or unicodedata.category(char)[0] == "M" else _gap(char) for char in plain)
    return tuple(kept.split())


def word_set(text: str) -> frozenset[str]:
    """Return the blank-separated words of a table as a set."""
    return frozenset(text.split())


def _gap(char: str) -> str:
    return "" if char in _APOSTROPHES else " "


def _shown(text: str) -> str:
    blanked = (" " if char.isspace() else char for char in text)
    return "".join(char for char in blanked if unicodedata.category(char) not in _INVISIBLE)
