"""Titles and stories made fit to quote: short, plain, and free of what no ask says."""

from __future__ import annotations

import re
from functools import lru_cache

from orbit.asks.lint.forbidden import offences
from orbit.asks.sentences import STOP, as_sentence, sentence_ends, sentences, tidy, word_count

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BRACKETS = re.compile(r"[<>\[\]{}()\"\u201c\u201d\u201e\u00ab\u00bb*_|]+")
_EDGES = " ,;:-\u2013\u2014/&+'\u2019"


# Answers quote the same few titles and headlines again and again.
@lru_cache(maxsize=1 << 12)
def quotable(text: str, most_words: int) -> str:
    """Return a title fit to stand inside a sentence, or nothing when it is too long or breaks a rule."""
    plain = _BRACKETS.sub(" ", _ASIDE.sub(" ", tidy(text)))
    plain = " ".join(STOP.sub(" ", plain).split()).strip(_EDGES)
    if not 0 < word_count(plain) <= most_words or "://" in plain:
        return ""
    return "" if any(offences(plain)) or sentences(plain) != 1 else plain


def leading_sentences(text: str, most_words: int) -> str:
    """Return as many whole sentences from the start as fit and break no rule; nothing when the first does not."""
    plain = as_sentence(text)
    ends = [end for end in sentence_ends(plain) if word_count(plain[:end]) <= most_words]
    fitting = [end for end in ends if not any(offences(plain[:end]))]
    return plain[: fitting[-1]] if fitting else ""
