"""Why two names of companies are taken for one or not, in words: what they share and lack, not how that is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

from rapidfuzz.distance import JaroWinkler

from orbit.resolve.naming.entry import SMALL_WORDS, Spelling
from orbit.resolve.naming.features import FEATURES, Feature
from orbit.resolve.naming.matching import DOMAIN, LEAD, START, Candidate, Matcher, Reason

_NEARLY = 0.88
_TELLING = 0.9
_CLEAR = 2.0


class Ground(StrEnum):
    """What reasons are about."""

    WORDS = "name"
    PLACE = "place"
    NUMBER = "number"
    FORM = "legal form"
    SITE = "web address"
    BEARERS = "namesakes"
    TELLING = "rarity"
    LEAD = "others"


_GROUND_OF: dict[str, Ground] = {
    Feature.INITIALS: Ground.WORDS,
    Feature.SAME_COUNTRY: Ground.PLACE,
    Feature.OTHER_COUNTRY: Ground.PLACE,
    Feature.ASKED_ELSEWHERE: Ground.PLACE,
    Feature.NAME_ELSEWHERE: Ground.PLACE,
    Feature.OTHER_NUMBER: Ground.NUMBER,
    Feature.SAME_FORM: Ground.FORM,
    Feature.OTHER_FORM: Ground.FORM,
    Feature.SITE_ALIKE: Ground.SITE,
    Feature.SITE_WITHIN: Ground.SITE,
    DOMAIN: Ground.SITE,
    Feature.NAMESAKES: Ground.BEARERS,
    Feature.ASKED_WEIGHT: Ground.TELLING,
    LEAD: Ground.LEAD,
}


def in_words(matcher: Matcher, name: str, candidate: Candidate) -> tuple[tuple[Ground, Reason], ...]:
    """Say why a name means a candidate or not, weightiest first; with the reason `START` the bits are those of it."""
    bits: dict[Ground, float] = {}
    for reason in candidate.reasons:
        if reason.text != START:
            ground = _GROUND_OF.get(reason.text, Ground.WORDS)
            bits[ground] = bits.get(ground, 0.0) + reason.bits
    asked, found = matcher.index.asked(name), matcher.index.asked(candidate.spelling)
    values = dict(zip(FEATURES, candidate.grounds.values, strict=True))
    told = [(ground, Reason(_says(ground, asked, found, values, candidate), of)) for ground, of in bits.items()]
    return tuple(sorted(told, key=lambda each: (-abs(each[1].bits), each[0])))


def _says(ground: Ground, asked: Spelling, found: Spelling, values: dict[Feature, float], candidate: Candidate) -> str:
    says: dict[Ground, Callable[[], str]] = {
        Ground.WORDS: lambda: "; ".join(_words(asked, found, values)),
        Ground.PLACE: lambda: _place(values),
        Ground.NUMBER: lambda: "another number in the name" if values[Feature.OTHER_NUMBER] else "no other number",
        Ground.FORM: lambda: _form(values),
        Ground.SITE: lambda: _site(values, candidate.grounds.domain_bits),
        Ground.BEARERS: lambda: "several companies bear the name" if values[Feature.NAMESAKES] else "no namesakes",
        Ground.TELLING: lambda: _telling(asked),
        Ground.LEAD: lambda: _lead(candidate.grounds.lead),
    }
    return says[ground]()


def _words(asked: Spelling, found: Spelling, values: dict[Feature, float]) -> Iterator[str]:
    if asked.tokens == found.tokens:
        yield f"the same name, “{asked.text}”"
        return
    if sorted(asked.tokens) == sorted(found.tokens):
        yield "the same words in another order"
        return
    both = [token for token in asked.tokens if token in found.tokens]
    ones = [token for token in asked.tokens if token not in both]
    others = [token for token in found.tokens if token not in both]
    near = list(_twins(ones, others))
    if both:
        yield f"both say {_listed(both)}"
    for one, other in near:
        yield f"“{one}” is nearly “{other}”"
    if values[Feature.INITIALS]:
        yield "one is the initials of the other"
    left = [token for token in (*ones, *others) if all(token not in pair for pair in near) and token not in SMALL_WORDS]
    if left:
        yield f"only one says {_listed(left)}" if both or near else "they share no word"


def _twins(ones: list[str], others: list[str]) -> Iterator[tuple[str, str]]:
    free = list(others)
    for one in ones:
        alike = [(JaroWinkler.similarity(one, other), other) for other in free if len(other) > 3 and len(one) > 3]
        if alike and max(alike)[0] >= _NEARLY:
            free.remove(max(alike)[1])
            yield one, max(alike)[1]


def _place(values: dict[Feature, float]) -> str:
    told = []
    if values[Feature.SAME_COUNTRY]:
        told.append("the same country")
    if values[Feature.OTHER_COUNTRY]:
        told.append("another country")
    if values[Feature.ASKED_ELSEWHERE] or values[Feature.NAME_ELSEWHERE]:
        told.append("only one names that place")
    return "; ".join(told) or "no country to compare"


def _form(values: dict[Feature, float]) -> str:
    if values[Feature.OTHER_FORM]:
        return "another legal form"
    return "the same legal form" if values[Feature.SAME_FORM] else "no legal form to compare"


def _site(values: dict[Feature, float], domain_bits: float) -> str:
    if domain_bits:
        return "they share a web domain" if domain_bits > 0 else "another web domain"
    if values[Feature.SITE_WITHIN]:
        return "the web address spells the name"
    return "the web address is unlike the name" if values[Feature.SITE_ALIKE] else "no web address to compare"


def _telling(asked: Spelling) -> str:
    rare = [token for token in asked.tokens if asked.rarity[token] >= _TELLING]
    return f"{_listed(rare)} {'are' if len(rare) > 1 else 'is'} rare" if rare else "the name is made of common words"


def _lead(lead: float) -> str:
    if lead >= _CLEAR:
        return "no other company is nearly as close"
    return "no other company is as close" if lead > 0 else "another company is about as close"


def _listed(tokens: list[str]) -> str:
    quoted = [f"“{token}”" for token in dict.fromkeys(tokens)]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
