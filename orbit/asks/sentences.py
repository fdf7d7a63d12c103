"""Plain text measured: sentences and words counted, invisible characters taken out."""

from __future__ import annotations

import re
import unicodedata

from orbit.names.text import word_set

_NEVER_AN_END = word_set("mr mrs ms mx dr prof st rev hon sir no vs approx dept e.g i.e")
_SELDOM_AN_END = word_set("inc ltd co corp llc plc jr sr bros etc u.s u.k")
_OPENERS = word_set("they it we i you he she the this that these their our your its a an if when")
# Full-width stops end a sentence even where no blank follows.
WIDE_STOPS = "\u3002\uff01\uff1f"
STOPS = ".!?\u2026"
# Nothing is looked at twice: a text of many stops must not take longer than any other.
STOP = re.compile(rf"(?<![{STOPS}])([{STOPS}]++)[\"'\u201d\u2019)\]]*+(?=\s|$)|[{WIDE_STOPS}]+")
_WORD = re.compile(r"\w\S*")
_LONGEST = 40
_FOLLOWING = re.compile(rf"\s*(\S{{1,{_LONGEST}}})")
_HIDDEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


def sentences(text: str) -> int:
    """Count sentences; the full stop of an abbreviation ends none, words after the last stop are one more."""
    ends = sentence_ends(text)
    rest = text[ends[-1] :] if ends else text
    return len(ends) + bool(re.search(r"\w", rest))


def sentence_ends(text: str, *, any_case: bool = False) -> list[int]:
    """Return the places behind each sentence that a stop ends; the full stop of an abbreviation ends none.

    With `any_case` the next sentence may begin with a small letter, as in a chat.
    """
    return [match.end() for match in STOP.finditer(text) if _is_end(text, match, any_case=any_case)]


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


def as_sentence(text: str) -> str:
    """Return a text that ends with a full stop unless it ends a sentence already."""
    plain = tidy(text)
    return plain if not plain or plain[-1] in STOPS + WIDE_STOPS else f"{plain}."


def _is_end(text: str, stop: re.Match[str], *, any_case: bool) -> bool:
    following = _FOLLOWING.match(text, stop.end())
    if stop.group(1) != "." or following is None:
        return True
    after, words = following.group(1), text[max(0, stop.start() - _LONGEST) : stop.start()].split()
    word = words[-1].strip("(\"'\u201c\u2018").lower() if words else ""
    is_initial = len(word) == 1 and words[-1][-1:].isupper()
    if word in _NEVER_AN_END or is_initial or after[0].isdigit() or (after[0].islower() and not any_case):
        return False
    return word not in _SELDOM_AN_END or after.strip(".,;:!?").lower() in _OPENERS
