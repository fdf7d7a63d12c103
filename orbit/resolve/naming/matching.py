"""Answering which company a name means: the best few, how sure that is, why, and what may be done with it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from orbit.names.company_name import Told, company_name
from orbit.names.company_places import country_code
from orbit.resolve.naming.comparing import Compared, Question, compared
from orbit.resolve.naming.entry import Entry, Spelling
from orbit.resolve.naming.features import FEATURES, Feature
from orbit.resolve.naming.index import NameIndex
from orbit.resolve.naming.vetoes import NOTHING_IN_COMMON, Relation, RelationKind, relation, vetoes
from orbit.resolve.naming.weights import Lead, Weights

_BIT = math.log(2)
# A shared domain is worth log2(1/share) bits of the companies known, to this many; another domain costs a little:
# companies have several.
_MOST_DOMAIN_BITS = 9.0
_OTHER_DOMAIN_BITS = -1.0
# As if so many more companies had been seen, so that in a short list a domain is not worth less.
_UNSEEN = 1000
_SURE = 0.99
_REVIEW = 0.5
_HINT = 0.1
# An unlisted company may be the one that is meant: among so many listed ones it would have come up.
_LISTED = 20_000
_UNLISTED = 6.0
_WIDEST = 6.0
_ABROAD = FEATURES.index(Feature.OTHER_COUNTRY)
_TOLD = {Told.FORMER: RelationKind.FORMER_NAME, Told.PARENT: RelationKind.PART_OF}
NEARER = "another company is nearer"
LEAD = "the lead over the next company"
START = "any company at first sight"
DOMAIN = "the web domain"


class Band(StrEnum):
    """What may be done with a match: link at once, ask a person, keep as a hint, or nothing."""

    AUTO = "auto"
    REVIEW = "review"
    HINT = "hint"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a match (or against it, below 0), in bits: one bit doubles the odds."""

    text: str
    bits: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a candidate's odds were made of, kept so that they are only spelled out for those who ask."""

    weights: Weights
    worth: Lead
    values: tuple[float, ...]
    domain_bits: float
    lead: float

    def reasons(self) -> tuple[Reason, ...]:
        """Take the log-odds apart, weightiest first: each feature against what it usually is among wrong candidates."""
        learned, scale = self.weights, self.worth.score / _BIT
        each = [
            Reason(feature.value, scale * weight * (value - usual))
            for feature, weight, usual, value in zip(
                FEATURES, learned.by_feature, learned.usual, self.values, strict=True
            )
        ]
        extra = [
            Reason(DOMAIN, scale * self.domain_bits * _BIT),
            Reason(LEAD, self.worth.worth(self.lead) / _BIT),
            Reason(START, self.worth.base / _BIT + scale * learned.score(learned.usual)),
        ]
        told = [reason for reason in (*each, *extra) if reason.bits]
        return tuple(sorted(told, key=lambda reason: (-abs(reason.bits), reason.text)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company that a name may mean; `spelling` is the name of its by which it was found.

    `bits` are the log2 odds of it being the one. `vetoes` forbid the automatic link, `relations` are what it may be
    instead.
    """

    entry: Entry
    spelling: str
    probability: float
    band: Band
    bits: float
    vetoes: tuple[str, ...]
    relations: tuple[Relation, ...]
    grounds: Grounds = field(repr=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, in bits; they add up to `bits`."""
        return self.grounds.reasons()


@dataclass(frozen=True, slots=True)
class Answer:
    """The best candidates, best first, and by how many bits the first leads the second (or whoever is not listed)."""

    question: Question
    candidates: tuple[Candidate, ...]
    gap: float


@dataclass(frozen=True, slots=True)
class Best:
    """The best company for a name with its log-odds, and whether a link may be made without asking."""

    company: int
    odds: float
    probability: float
    sure: bool


@dataclass(frozen=True, slots=True)
class _Scored:
    row: Compared
    score: float
    domain_bits: float


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the companies of an index by name, with learned weights; the same question has the same answer always."""

    index: NameIndex
    weights: Weights

    def top(self, name: str, country: str = "", domain: str = "", n: int = 3) -> Answer:
        """Return the `n` companies that a name most likely means, best first; ties by place in the index."""
        question = Question(name, country, domain.lower())
        asked, rows = compared(self.index, question)
        ranked = self._ranked(rows, question)
        shown: list[Candidate] = []
        for one in ranked[:n]:
            behind = one.score - ranked[0].score
            standing = (
                (behind, (*self._own_vetoes(asked, one), NEARER))
                if shown
                else (self._lead(ranked), self._vetoes(asked, ranked))
            )
            shown.append(self._candidate(question, asked, one, standing))
        return Answer(question, tuple(shown), self._lead(ranked) / _BIT)

    def is_sure(self, name: str, candidate: Candidate) -> bool:
        """Say whether a name surely means a candidate: a spelling of it, with no word more or less.

        The band alone is right in long lists of real companies; among a few of ours "Acme" and "Acme Bank" may be two.
        """
        asked, found = (len(self.index.asked(text).tokens) for text in (name, candidate.spelling))
        return candidate.band is Band.AUTO and asked == found

    def related(self, name: str, country: str = "") -> tuple[Relation, ...]:
        """Return what a name says of itself, where it names a company of the index: "Gremlin (formerly Acme)"."""
        found = []
        for kind, text in company_name(name).others:
            first = self.top(text, country, n=1).candidates[:1]
            if kind in _TOLD and first and first[0].probability >= _REVIEW:
                pair = (first[0].spelling, name) if kind is Told.FORMER else (name, first[0].spelling)
                found.append(Relation(_TOLD[kind], *pair))
        return tuple(found)

    def best(self, rows: Sequence[Compared], question: Question) -> Best | None:
        """Return the best of the companies that were compared; None where there are none."""
        ranked = self._ranked(rows, question)
        if not ranked:
            return None
        worth = self._worth(question)
        odds = worth.odds(ranked[0].score, self._lead(ranked))
        vetoed = bool(self._vetoes(self.index.asked(question.name), ranked))
        chance = self.weights.probability(odds, vetoed=vetoed)
        sure = odds >= worth.sure_from and chance >= _SURE and not vetoed
        return Best(ranked[0].row.link.company, odds, chance, sure)

    def _ranked(self, rows: Sequence[Compared], question: Question) -> list[_Scored]:
        scored = []
        for row in rows:
            bits = self._domain_bits(row.link.company, question.domain)
            scored.append(_Scored(row, self.weights.score(row.values) + bits * _BIT, bits))
        return sorted(scored, key=lambda one: (-one.score, one.row.link.company))

    def _domain_bits(self, company: int, domain: str) -> float:
        """What the domain says, never by itself enough: log2(1/share of the companies that are on it)."""
        known = self.index.entries[company].domains
        if not domain or not known:
            return 0.0
        if domain not in known:
            return _OTHER_DOMAIN_BITS
        share = self.index.by_domain.count(domain) / (len(self.index.entries) + _UNSEEN)
        return min(_MOST_DOMAIN_BITS, math.log2(1 / share))

    def _lead(self, ranked: Sequence[_Scored]) -> float:
        if not ranked:
            return 0.0
        floor = unlisted(len(self.index.entries))
        rival = max(ranked[1].score, floor) if len(ranked) > 1 else floor
        return min(max(ranked[0].score - rival, 0.0), _WIDEST)

    def _worth(self, question: Question) -> Lead:
        return self.weights.lead(country_known=bool(country_code(question.country)))

    def _candidate(
        self, question: Question, asked: Spelling, one: _Scored, standing: tuple[float, tuple[str, ...]]
    ) -> Candidate:
        lead, vetoes_ = standing
        worth = self._worth(question)
        odds = worth.odds(one.score, lead)
        chance = self.weights.probability(odds, vetoed=bool(vetoes_))
        link = one.row.link
        written, name = self.index.written(link), self.index.spellings[link.spelling]
        proposed = relation(asked, name, (question.name, written))
        return Candidate(
            entry=self.index.entries[link.company],
            spelling=written,
            probability=chance,
            band=_band(chance, vetoes_, sure=odds >= worth.sure_from and chance >= _SURE and not vetoes_),
            bits=odds / _BIT,
            vetoes=vetoes_,
            relations=(proposed,) if proposed else (),
            grounds=Grounds(self.weights, worth, one.row.values, one.domain_bits, lead),
        )

    def _vetoes(self, asked: Spelling, ranked: Sequence[_Scored]) -> tuple[str, ...]:
        """What forbids linking the first without asking, namesakes among the others included."""
        first, *others = ranked
        link = first.row.link
        alone = all(
            one.row.link.spelling != link.spelling or one.row.values[_ABROAD] or one.domain_bits < first.domain_bits
            for one in others
        )
        found = self._own_vetoes(asked, first)
        return found if alone else (*found, "several companies bear the name")

    def _own_vetoes(self, asked: Spelling, one: _Scored) -> tuple[str, ...]:
        return vetoes(asked, self.index.spellings[one.row.link.spelling], one.row.values)


def unlisted(companies: int) -> float:
    """Return the score that a company missing from a list of so many may have: the fewer are listed, the higher."""
    return -_UNLISTED * min(1.0, math.log(max(companies, 1)) / math.log(_LISTED))


def _band(chance: float, vetoes_: Sequence[str], *, sure: bool) -> Band:
    if sure:
        return Band.AUTO
    # Letters within a word are a hint at most, and mostly not even that: "AI" stands in many names.
    if NOTHING_IN_COMMON in vetoes_:
        return Band.HINT if chance >= _REVIEW else Band.NO
    if chance >= _REVIEW:
        return Band.REVIEW
    return Band.HINT if chance >= _HINT else Band.NO
