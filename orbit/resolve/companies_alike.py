"""Ruling on companies that are known by name alone: of which known company another spelling surely is the name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rapidfuzz.distance import JaroWinkler

from orbit.model import RecordKey
from orbit.resolve.grounds import Grounds, in_halves
from orbit.resolve.naming import Band, Candidate, Entry, Matcher, Weights, name_index
from orbit.resolve.naming.wording import Ground, in_words
from orbit.resolve.profile import CompanyProfile
from orbit.resolve.ruling import Rule, Ruling, ruling
from orbit.store.base import Verdict

_SPOKEN = 3
_NEARLY = 0.92


def rule_on_alike_companies(
    known: Sequence[CompanyProfile],
    unknown: Sequence[CompanyProfile],
    accounts: Collection[RecordKey],
    weights: Weights,
) -> Iterator[Ruling]:
    """Rule on companies that are known by name alone and that no other rule has anything to say of.

    `known` are all that are known by more, ordered by key; `accounts` the keys of those that we sell or want to sell
    to: only of them somebody is asked. A spelling with a word more or less is never joined without asking: "Acme" and
    "Acme Bank" may be two.
    """
    if not known or not unknown:
        return
    matcher = Matcher(name_index(_entry(place, whole) for place, whole in enumerate(known)), weights)
    for whole in unknown:
        name = _entry(0, whole)
        for candidate in matcher.top(name.name, name.country, n=1).candidates:
            here = known[int(candidate.entry.key)]
            sure = matcher.is_sure(name.name, candidate)
            likely = (
                candidate.band in {Band.AUTO, Band.REVIEW}
                and not candidate.vetoes
                and _is_near(matcher, name, candidate)
            )
            if sure or (likely and here.key in accounts):
                verdict = Verdict.SAME if sure else Verdict.UNSURE
                yield ruling(
                    here.key,
                    whole.key,
                    verdict,
                    Rule.LIKENESS,
                    _because(matcher, name.name, candidate),
                    _grounds(candidate, weights),
                )


def is_anchored(whole: CompanyProfile) -> bool:
    """Say whether a company is known by more than a name: a web address, a page or an id."""
    return bool(whole.domains or whole.slugs or whole.ids)


def _entry(place: int, whole: CompanyProfile) -> Entry:
    name, *others = whole.names
    return Entry(str(place), name, tuple(others), whole.countries[0] if whole.countries else "", whole.domains)


def _is_near(matcher: Matcher, asked: Entry, candidate: Candidate) -> bool:
    """Say whether one name holds all words of the other, or is nearly spelt like it: only that is worth a question."""
    ones, others = (matcher.index.asked(text).tokens for text in (asked.name, candidate.spelling))
    shorter, longer = sorted((set(ones), set(others)), key=len)
    return shorter <= longer or JaroWinkler.similarity(" ".join(ones), " ".join(others)) >= _NEARLY


def _because(matcher: Matcher, name: str, candidate: Candidate) -> str:
    told = [
        one.text for ground, one in in_words(matcher, name, candidate) if one.bits > 0 and ground is not Ground.LEAD
    ]
    return f"names alike: {', '.join(told[:_SPOKEN])}" if told else "names alike"


def _grounds(candidate: Candidate, weights: Weights) -> Grounds:
    halves = in_halves(candidate.bits)
    return Grounds(weights.version, (), halves, round(candidate.probability, 2))
