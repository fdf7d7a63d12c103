"""How much a word in a name tells: rare ones much, "group" and "bank" little, whatever the size of the index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from orbit.names.text import word_set

# As if so many more companies had been seen, so that a list of five does not make "bank" a rare word.
_UNSEEN = 1000
_GENERIC_SHARE = 0.01
_OTHER_SHARE = 0.0005
_GENERIC = word_set(
    "and of the de for company group holding holdings international global services service solutions systems "
    "technologies technology tech software consulting partners capital fund funds ventures management industries "
    "industry industrial enterprises associates bank financial finance insurance energy power oil gas water health "
    "healthcare medical pharma pharmaceutical pharmaceuticals therapeutics biotech bio sciences science research "
    "laboratories laboratory institute center university college school foundation trust network networks media "
    "digital data cloud labs studio design marketing logistics transport foods food engineering construction "
    "manufacturing products materials chemical chemicals steel motors automotive electric electronics "
    "telecom communications development investment investments properties real estate hotels retail trading "
    "national american european united new first general advanced innovation innovations"
)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare words are among the names of so many companies; `known` keeps what was worked out."""

    companies: int
    bearers: Counter[str]
    known: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def of(self, word: str) -> float:
        """Return 0 for a word that every name has, up to 1 for one that none has."""
        found = self.known.get(word)
        if found is None:
            found = self._counted(word)
            if word in self.bearers:
                self.known[word] = found
        return found

    def _counted(self, word: str) -> float:
        everyone = self.companies + _UNSEEN
        prior = _UNSEEN * (_GENERIC_SHARE if word in _GENERIC else _OTHER_SHARE)
        rarest = math.log(everyone / (_UNSEEN * _OTHER_SHARE))
        return max(0.0, math.log(everyone / (self.bearers[word] + prior)) / rarest)


def rarity_among(names: Iterable[Iterable[str]]) -> Rarity:
    """Count the words of names, one name for each company."""
    bearers: Counter[str] = Counter()
    companies = 0
    for tokens in names:
        companies += 1
        bearers.update(set(tokens))
    return Rarity(companies, bearers)
