"""Plain text measured and made fit: sentences and words counted, names tidied, titles and stories ready to quote."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from orbit.asks.forbidden import offences
from orbit.names.text import word_set

_NEVER_AN_END = word_set("mr mrs ms mx dr prof st rev hon sir no vs approx dept e.g i.e")
_SELDOM_AN_END = word_set("inc ltd co corp llc plc jr sr bros etc u.s u.k")
_OPENERS = word_set("they it we i you he she the this that these their our your its a an if when")
# Full-width stops end a sentence even where no blank follows.
_WIDE = "\u3002\uff01\uff1f"
_STOPS = ".!?\u2026"
_STOP = re.compile(rf"([{_STOPS}]+)[\"'\u201d\u2019)\]]*(?=\s|$)|[{_WIDE}]+")
_WORD = re.compile(r"\S*?\w\S*")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BRACKETS = re.compile(r"[<>\[\]{}()\"\u201c\u201d\u201e\u00ab\u00bb*_|]+")
_EDGES = " ,;:-\u2013\u2014/&+'\u2019"
_HIDDEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


def sentences(text: str) -> int:
    """Count sentences; the full stop of an abbreviation ends none, words after the last stop are one more."""
    ends = _ends(text)
    rest = text[ends[-1] :] if ends else text
    return len(ends) + bool(re.search(r"\w", rest))


def word_count(text: str) -> int:
    """Count the words of a text; signs alone are none."""
    return len(_WORD.findall(text))


def tidy(text: str) -> str:
    """Return a text on one line, without invisible characters and doubled blanks."""
    plain = " ".join(text.split())
    if plain.isascii() and plain.isprintable():
        return plain
    return " ".join(unicodedata.normalize("NFC", text.translate(_VISIBLE)).split())


class _Visible(dict[int, int | None]):
    """A translation that drops invisible characters, filled as characters are met: a few hundred in a lifetime."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        kept = char.isspace() or unicodedata.category(char) not in _HIDDEN
        self[code] = code if kept else None
        return self[code]


_VISIBLE = _Visible()


# Answers quote the same few titles and headlines again and again.
@lru_cache(maxsize=1 << 12)
def quotable(text: str, most_words: int) -> str:
    """Return a title fit to stand inside a sentence, or nothing when it is too long or breaks a rule."""
    plain = _BRACKETS.sub(" ", _ASIDE.sub(" ", tidy(text)))
    plain = " ".join(_STOP.sub(" ", plain).split()).strip(_EDGES)
    if not 0 < word_count(plain) <= most_words or "://" in plain:
        return ""
    return "" if any(offences(plain)) or sentences(plain) != 1 else plain


def as_sentence(text: str) -> str:
    """Return a text that ends with a full stop unless it ends a sentence already."""
    plain = tidy(text)
    return plain if not plain or plain[-1] in _STOPS + _WIDE else f"{plain}."


def leading_sentences(text: str, most_words: int) -> str:
    """Return as many whole sentences from the start as fit and break no rule; nothing when the first does not."""
    plain = as_sentence(text)
    fitting = [end for end in _ends(plain) if word_count(plain[:end]) <= most_words and not any(offences(plain[:end]))]
    return plain[: fitting[-1]] if fitting else ""


def _ends(text: str) -> list[int]:
    return [match.end() for match in _STOP.finditer(text) if _is_end(text, match)]


def _is_end(text: str, stop: re.Match[str]) -> bool:
    following = text[stop.end() :].split(maxsplit=1)
    if stop.group(1) != "." or not following:
        return True
    words = text[: stop.start()].split()
    word = words[-1].strip("(\"'\u201c\u2018").lower() if words else ""
    is_initial = len(word) == 1 and words[-1][-1:].isupper()
    if word in _NEVER_AN_END or is_initial or following[0][0].islower() or following[0][0].isdigit():
        return False
    return word not in _SELDOM_AN_END or following[0].strip(".,;:!?").lower() in _OPENERS
