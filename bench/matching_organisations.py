"""How well companies are found by name: learned here and as shipped, on organisations not tuned on, beside ratios."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bench.matching_organisations_data import (
    Asked,
    Row,
    examples,
    joined,
    mistyped,
    read_organisations,
    rows,
)
from bench.matching_organisations_figures import Judged, Outcome, judged
from bench.matching_organisations_peers import PEERS, peer_outcomes
from bench.timing import spread_ms, timed
from orbit.resolve.naming.index import NameIndex, name_index
from orbit.resolve.naming.learning import Examples, learn
from orbit.resolve.naming.matching import Matcher
from orbit.resolve.naming.weights import Weights, shipped_weights

Say = Callable[[str], None]
_TIMED = 1000


@dataclass(frozen=True, slots=True)
class Compared:
    """Every question compared once: against names alone with and without its country, and against all names."""

    names: NameIndex
    every: NameIndex
    by_name: tuple[Row, ...]
    without_country: tuple[Row, ...]
    by_every_name: tuple[Row, ...]
    mistyped: tuple[Row, ...]


def measure_organisations(path: Path, say: Say, *, prefix: str = "organisations_dev") -> dict[str, Any]:
    """Return the figures of a file of organisations, and those of peers on the same candidates.

    Asked are the aliases and labels of companies, looked for among the names of all organisations; learned and tuned
    on one half of the organisations, scored on the other. `…_aliases_…` looks among all other names too, the asked one
    left out for its own company.
    """
    say("Comparing names of organisations ...")
    found = compare(path)
    say("Learning weights on one half ...")
    learned = learn(tuning_examples(found))
    figures: dict[str, Any] = {}
    for name, weights in (("", learned), ("_shipped", shipped_weights())):
        judge = _Judge(found.names, weights)
        figures |= _figures(f"{prefix}{name}", judge.of(found.by_name))
        figures |= _figures(f"{prefix}{name}_without_country", judge.of(found.without_country))
        figures |= _figures(f"{prefix}{name}_mistyped", judge.of(found.mistyped))
        figures |= _figures(f"{prefix}{name}_aliases", _Judge(found.every, weights).of(found.by_every_name))
    figures |= {f"{prefix}_questions": len([row for row in found.by_name if not row.asked.tuned])}
    figures |= {f"{prefix}_names": len(found.every.spellings)}
    say("Timing single questions ...")
    figures |= _times(prefix, Matcher(found.every, shipped_weights()), [row.asked for row in found.by_every_name])
    return {"figures": figures, "peers": {prefix: _peers(found)}}


def compare(path: Path) -> Compared:
    """Read a file of organisations and compare every question."""
    plain, full = (read_organisations(path, aliases=aliases) for aliases in (False, True))
    names, every = name_index(plain.entries), name_index(full.entries)
    anywhere = [replace(one, question=replace(one.question, country="")) for one in plain.asked]
    return Compared(
        names=names,
        every=every,
        by_name=tuple(rows(names, plain.asked)),
        without_country=tuple(rows(names, anywhere)),
        by_every_name=tuple(rows(every, full.asked)),
        mistyped=tuple(rows(names, [mistyped(one) for one in plain.asked])),
    )


def tuning_examples(found: Compared) -> Examples:
    """Lay out what may be learned from: the questions about organisations of the tuning half."""

    def told(index: NameIndex, lot: Sequence[Row], *, countries: bool) -> Examples:
        return examples(index, [row for row in lot if row.asked.tuned], countries=countries)

    by_name = joined(
        told(found.names, found.by_name, countries=True), told(found.names, found.without_country, countries=False)
    )
    others = joined(
        told(found.every, found.by_every_name, countries=True), told(found.names, found.mistyped, countries=True)
    )
    return joined(by_name, others)


@dataclass(frozen=True, slots=True)
class _Judge:
    index: NameIndex
    weights: Weights

    def of(self, lot: Sequence[Row]) -> Judged:
        matcher = Matcher(self.index, self.weights)
        outcomes = [(row.asked.tuned, self._outcome(matcher, row)) for row in lot]
        return judged([one for tuned, one in outcomes if tuned], [one for tuned, one in outcomes if not tuned])

    def _outcome(self, matcher: Matcher, row: Row) -> Outcome:
        best = matcher.best(row.compared, row.asked.question)
        if best is None:
            return Outcome(float("-inf"), 0.0, right=False, sure=False)
        return Outcome(best.odds, best.probability, right=best.company == row.asked.company, sure=best.sure)


def _figures(prefix: str, found: Judged) -> Mapping[str, float]:
    return {f"{prefix}_{name}": round(value, 4) for name, value in found.figures().items()}


def _peers(found: Compared) -> dict[str, dict[str, float]]:
    told = {}
    for peer in PEERS:
        outcomes = peer_outcomes(peer, found.names, found.by_name)
        tuned = [one for row, one in zip(found.by_name, outcomes, strict=True) if row.asked.tuned]
        scored = [one for row, one in zip(found.by_name, outcomes, strict=True) if not row.asked.tuned]
        own = judged(tuned, scored).figures()
        told[peer] = {name: round(own[name], 4) for name in ("f1", "recall_at_985", "top1")}
    return told


def _times(prefix: str, matcher: Matcher, asked: Sequence[Asked]) -> dict[str, float]:
    some = asked[:: max(1, len(asked) // _TIMED)]
    taken = [timed(partial(matcher.top, one.question.name, one.question.country))[1] for one in some]
    return spread_ms(f"{prefix}_online", taken)
