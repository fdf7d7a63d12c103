"""Names of people taken apart: who is addressed, which family, and the key under which spellings meet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from orbit.names.nicknames import are_nicknames
from orbit.names.text import folded, unaccented, word_set

_TITLES = word_set(
    "mr mrs ms miss mx sir dame lady lord dr drs prof professor rev reverend hon fr sr sra srta sig herr frau ing dipl "
    "diploming diplkfm mag dring drmed drjur drphil hc habil med univ capt captain colonel"
)
_CREDENTIALS = word_set(
    "phd dphil mba emba msc mphil bsc cpa cfa cfp cissp pmp csm cspo esq esquire shrm shrmcp shrmscp sphr phr llm llb "
    "acca aca cima fca fcca ceng pmi prince2 itil mcipd fcipd ccxp cipm cippe mpa mph bcom mcom meng beng"
)
# Short ones are also family names (Jack Ma); they count only in capitals or behind a comma.
_SHORT_CREDENTIALS = word_set("ma ba do md jd rn pe ms bs be dds dvm edd mpp csm ca pt ra aia ea")
_GENERATIONS = word_set("jr sr ii iii iv")
_PARTICLES = word_set(
    "de da do di del della dello degli dos das du des le la lo van von vom zu zum zur der den ter ten te op af av "
    "bin ibn al el st"
)
_NOT_PLAIN = _TITLES | _CREDENTIALS | _SHORT_CREDENTIALS | _GENERATIONS | _PARTICLES
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|\u201c[^\u201d]*\u201d")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name without its titles and credentials.

    `first` and `last` are as written; `tokens` and `key` ("first last") are unaccented and lower case.
    `firsts` and `lasts` hold the one or two comparable spellings ("muller", "mueller" for Müller).
    """

    first: str
    last: str
    tokens: tuple[str, ...]
    key: str
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]
    middle: tuple[str, ...] = ()
    generation: str | None = None


@lru_cache(maxsize=1 << 17)
def person_name(text: str) -> PersonName:
    """Take a written name apart: titles, credentials, "Last, First", particles, generation."""
    written, generation = _written(text)
    cut = _family_starts(written)
    given, family = written[:cut], written[cut:]
    firsts = _spellings(given[0]) if given else ()
    if given and _INITIALS.fullmatch(given[0]):
        firsts = (firsts[0][0],)
    lasts = _spellings(" ".join(family)) if family else ()
    return PersonName(
        first=given[0] if given else "",
        last=" ".join(family),
        tokens=tuple(_bare(word) for word in written),
        key=" ".join(spelling[0] for spelling in (firsts, lasts) if spelling),
        firsts=firsts,
        lasts=lasts,
        middle=tuple(_bare(word) for word in given[1:]),
        generation=generation,
    )


def is_plain(word: str) -> bool:
    """Say whether a word in small letters stands for itself alone in a name: no title, particle or the like, no accent.

    Most names have only such words. `person_name` makes of these words the tokens of the name, and of the first and
    the last its key.
    """
    return word.isascii() and word.isalnum() and word not in _NOT_PLAIN


def spelt_by_slug(name: PersonName, slug: str) -> PersonName | None:
    """Return a name whose last name is only an initial as a LinkedIn slug spells it ("Ana R.", "ana-ruiz-1b2")."""
    first, _, rest = slug.partition("-")
    last = rest.partition("-")[0]
    if len(last) < 2 or not last.isalpha() or not name.lasts or len(name.lasts[0]) != 1:
        return None
    fits = unaccented(first) in name.firsts and unaccented(last).startswith(name.lasts[0])
    return person_name(f"{name.first} {last}") if fits else None


def same_first_name(left: str, right: str) -> bool:
    """Say whether two first names can belong to one person: equal, an initial, or a usual short form.

    Not transitive: Alex may be Alexander or Alexandra.
    """
    ones, others = _spellings(left), _spellings(right)
    return any(_first_names_agree(one, other) for one in ones for other in others)


def same_last_name(left: PersonName, right: PersonName) -> bool:
    """Say whether two names share a spelling of the family name (Müller, Mueller and Muller do)."""
    return not set(left.lasts).isdisjoint(right.lasts)


def _first_names_agree(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or are_nicknames(one, other)


def _written(text: str) -> tuple[list[str], str | None]:
    split = ([word for word in part.split() if _bare(word)] for part in _ASIDE.sub(" ", text).split(","))
    head, *rest = [part for part in split if part] or [[]]
    behind = [part for part in rest if not all(_is_suffix(word, in_doubt=True) for word in part)]
    generation = next(
        (found for part in (head[1:], *rest) for word in part if (found := _bare(word)) in _GENERATIONS), None
    )
    if len(behind) == 1:
        return [*_trimmed(behind[0]), *_trimmed(head)], generation
    return _trimmed(head), generation


def _trimmed(part: list[str]) -> list[str]:
    start, end = 0, len(part)
    while start < end - 1 and _bare(part[start]) in _TITLES:
        start += 1
    while end > start + 1 and _is_suffix(part[end - 1], in_doubt=end > start + 2 and part[end - 1].isupper()):
        end -= 1
    return part[start:end]


def _is_suffix(word: str, *, in_doubt: bool) -> bool:
    bare = _bare(word)
    return bare in _CREDENTIALS or bare in _GENERATIONS or (in_doubt and bare in _SHORT_CREDENTIALS)


def _family_starts(written: list[str]) -> int:
    for place in range(1, len(written) - 1):
        if _bare(written[place]) in _PARTICLES:
            return place
    return max(1, len(written) - 1)


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    return _letters(unaccented(word))


@lru_cache(maxsize=1 << 16)
def _spellings(words: str) -> tuple[str, ...]:
    lower = folded(words)
    plain = _letters(unaccented(lower))
    spelt_out = _letters(unaccented(lower.translate(_UMLAUTS)))
    return (plain,) if plain == spelt_out else (plain, spelt_out)


def _letters(text: str) -> str:
    if text.isalnum():
        return text
    return "".join(char for char in text if char.isalnum() or unicodedata.category(char)[0] == "M")
