"""The name of a company taken apart: what is distinctive, legal form, places, numbers, and other names it tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from orbit.names import company_forms
from orbit.names.company_numbers import number_in
from orbit.names.company_places import places_in
from orbit.names.company_scripts import latinised
from orbit.names.text import unaccented, word_set, words

# Nothing behind so many letters tells two companies apart.
_LONGEST_NAME = 200
_TAGLINE = re.compile(r"\s*[|•·»‖¦]\s*")
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_QUOTED = re.compile(r"\W*\w+\.?\s*[\"\u201c\u201d\u201e\u00ab\u201a\u2018]")
_MIXED_CASE = re.compile(r"[A-Z][a-z]+[A-Z]\W*")
_ENDINGS = {"co": "company", "cie": "company", "bros": "brothers"}
_SHORT_FORMS = (
    "intl=international natl=national mfg=manufacturing mgmt=management svcs=services svc=services grp=group "
    "assoc=associates assocs=associates gebr=gebruder hldg=holding hldgs=holdings univ=university inst=institute "
    "lab=laboratory labs=laboratories pharm=pharmaceutical pharma=pharmaceutical eng=engineering dept=department "
    "engg=engineering ind=industries inds=industries chem=chemical centre=center sys=systems fdn=foundation"
)
_SHORT = _ENDINGS | dict(pair.split("=") for pair in _SHORT_FORMS.split(" "))
_COMPANY = word_set("co company")
_ARTICLE_STAYS = word_set("company group")


class Told(StrEnum):
    """How another name that stands beside the first belongs to the company."""

    FORMER = "former_name"
    PARENT = "part_of"
    ALSO = "also_called"


_SAID = {
    Told.FORMER: r"formerly known as|formerly|previously known as|previously|ehemals|vormals|fruher|anciennement"
    r"|f/?k/?a|renamed from",
    Told.PARENT: r"acquired by|now part of|(?:an? )?(?:division|unit|subsidiary) of",
    Told.ALSO: r"d/?b/?a|doing business as|trading as|a/?k/?a|also known as|now known as",
}
# What says so only within brackets: "Part of" and "Ex" also begin names.
_SAID_ASIDE = {Told.FORMER: r"ex-|ex |antes |was ", Told.PARENT: "part of ", Told.ALSO: "now "}
_BESIDE = re.compile(
    r"[\s,;(\[/–-]*(?<=[\s(\[,;/–-])(?:"
    + "|".join(rf"(?P<{kind.name}>\b(?:{said})\b|(?<=[(\[])(?:{_SAID_ASIDE[kind]}))" for kind, said in _SAID.items())
    + r")[\s.:]*(?=\S)(?P<text>.*)$"
)


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company's name in comparable parts; `raw` stays as the source wrote it.

    `words` are the distinctive words as written, `tokens` the same with numbers in figures and short forms written
    out. `placed` are the places of `tokens` that name a country or region, `places` their codes and those of what
    stood in brackets. `others` are names told beside this one ("formerly Bolt").
    """

    raw: str
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    form: tuple[str, ...]
    places: frozenset[str]
    placed: frozenset[int]
    numbers: tuple[str, ...]
    others: tuple[tuple[Told, str], ...]


@lru_cache(maxsize=1 << 14)
def company_name(text: str) -> CompanyName:
    """Take the name of a company apart; of an over-long name only the first 200 letters count."""
    cut = text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME].rpartition(" ")[0] or text[:_LONGEST_NAME]
    lower = latinised(unaccented(cut))
    named, others = _told_beside(_TAGLINE.split(lower, maxsplit=1)[0] or lower)
    named, bracketed = _without_asides(_unglued(named))
    found = _joined(words(_apart(named))) or _joined(words(_apart(lower)))
    core, form = _without_form(found, _Written(cut, named))
    kept = _whole(core, formed=bool(form))
    tokens, numbers = _canonical(kept)
    spots = places_in(tokens)
    return CompanyName(
        raw=text,
        words=kept,
        tokens=tokens,
        form=form,
        places=frozenset(code for _, _, code in spots) | bracketed,
        placed=frozenset(at for start, end, _ in spots for at in range(start, end)),
        numbers=numbers,
        others=others,
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """How the name was written: capitals and quotes, and points and commas, show which words are legal form."""

    raw: str
    named: str

    def shows_leading_form(self) -> bool:
        """Say whether the first word is set apart: quotes follow, or it alone is in capitals."""
        if _QUOTED.match(self.raw):
            return True
        first, _, rest = self.raw.strip().partition(" ")
        return first.isupper() and not rest.isupper() and len(rest.split()) > 1

    def sets_last_apart(self) -> bool:
        """Say whether the last word stands behind a comma, is written with points, or as "SpA" is."""
        if _MIXED_CASE.fullmatch(self.raw.rpartition(" ")[2]):
            return True
        *front, last = self.named.split() or [""]
        return "." in last or bool(front and front[-1].endswith(","))


def _told_beside(named: str) -> tuple[str, tuple[tuple[Told, str], ...]]:
    match = _BESIDE.search(named)
    if match is None or not match.start():
        return named, ()
    kind = next(kind for kind in Told if match[kind.name])
    other = match["text"].strip(" .)]")
    return named[: match.start()], ((kind, other),) if other else ()


def _unglued(named: str) -> str:
    if named.isascii():
        return named
    for form in company_forms.GLUED:
        bare = named.replace(form, " ")
        named = bare if bare.strip() else named
    return named


def _without_asides(named: str) -> tuple[str, frozenset[str]]:
    """Take out of brackets what adds nothing: places (their codes are returned), legal forms, initials."""
    codes: set[str] = set()

    def kept(aside: re.Match[str]) -> str:
        inside = words(aside[1])
        spots = places_in(inside)
        if sum(end - start for start, end, _ in spots) == len(inside):
            codes.update(code for _, _, code in spots)
            return " "
        initials = "".join(word[0] for word in words(named[: aside.start()]))
        adds = "".join(inside) != initials and not set(inside) <= company_forms.ONE_WORD
        return f" {aside[1]} " if adds else " "

    bare = _ASIDE.sub(kept, named) if "(" in named or "[" in named else named
    return (bare, frozenset(codes)) if bare.strip() else (named, frozenset())


def _apart(text: str) -> str:
    return text.replace("&", " and ").replace("+", " and ")


def _joined(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Join lone letters that follow each other: "S.p.A." has arrived as three words."""
    joined: list[str] = []
    letters = ""
    for token in (*tokens, ""):
        if len(token) == 1 and token.isalpha() and token.isascii():
            letters += token
            continue
        joined += [part for part in (letters, token) if part]
        letters = ""
    return tuple(joined)


def _without_form(tokens: tuple[str, ...], written: _Written) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the legal form in front or behind from the name; never the whole name is form."""
    front = _form_in_front(tokens, written)
    size = len(tokens)
    while more := _form_at_end(tokens[front:size], sure=size < len(tokens) or written.sets_last_apart()):
        size -= more
    return tokens[front:size], tokens[:front] + tokens[size:]


def _form_in_front(tokens: tuple[str, ...], written: _Written) -> int:
    for size in range(min(5, len(tokens) - 1), 1, -1):
        if tokens[:size] in company_forms.LEADING_LONG:
            return size
    if len(tokens) < 2:
        return 0
    if tokens[0] in company_forms.LEADING:
        return 1
    return int(tokens[0] in company_forms.LEADING_DOUBTFUL and written.shows_leading_form())


def _form_at_end(tokens: tuple[str, ...], *, sure: bool) -> int:
    """Count the words at the end that are legal form; "Baker & Co. Ltd" keeps its "& Co."."""
    if tokens[:-1] in ((), ("the",)):
        return 0
    for size in range(min(company_forms.LONGEST, len(tokens) - 1), 1, -1):
        if tokens[-size:] in company_forms.LONG:
            return size - (tokens[-size] in _COMPANY and tokens[-size - 1] == "and")
    if tokens[-1] in company_forms.ONE_WORD:
        return int(sure or tokens[-1] not in company_forms.DOUBTFUL)
    return int(tokens[-1] in _COMPANY and sure and tokens[-2] != "and")


def _whole(core: tuple[str, ...], *, formed: bool) -> tuple[str, ...]:
    """Drop the article and a "company" behind several words, and leave no "and" at either end."""
    tokens = list(core)
    if len(tokens) > 1 and tokens[0] == "the" and tokens[1] not in _ARTICLE_STAYS:
        del tokens[0]
    while len(tokens) > 1 and tokens[-1] == "and":
        del tokens[-1]
    while len(tokens) > 1 and tokens[0] == "and":
        del tokens[0]
    if not tokens:
        return ()
    tokens[-1] = _ENDINGS.get(tokens[-1], tokens[-1])
    if tokens[-1] == "company" and len(tokens) > 2 - formed and tokens[-2] != "and":
        del tokens[-1]
    return tuple(tokens)


def _canonical(kept: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tokens, numbers = [], []
    for place, word in enumerate(kept):
        number = number_in(word, behind=place > 0)
        if number is not None:
            numbers.append(number)
        tokens.append(number or _SHORT.get(word, word))
    return tuple(tokens), tuple(numbers)
