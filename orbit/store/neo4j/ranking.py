"""Ranking inside Neo4j, on the published graph: the answer of `find_candidates` without any array in this process."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from orbit.errors import StoreBusy, StoreUnavailable
from orbit.graph.paths import Candidate, select
from orbit.graph.presence import DAYS_PER_MONTH, SLACK_DAYS
from orbit.graph.ranking import Choice, EngineRanker, Found
from orbit.graph.snapshot import Snapshot
from orbit.graph.targets import TargetSearch
from orbit.graph.ties import DAYS_PER_YEAR
from orbit.graph.view import View
from orbit.model import EntityId, Revision
from orbit.policy import Policy
from orbit.store.neo4j.link import Ask, Link
from orbit.store.neo4j.publication import Publication, edition_of

_SECONDS = 20.0
_ACCOUNTS_AT_ONCE = 10
# Most accounts need one look, since nobody is looked at who could not lift a path above `search.min_score`.
_FIRST_CUT = 256
_GROWTH = 16
# A floor is lowered by this share, so that rounding cannot hide a way that just reaches it.
_SAFE = 1.0 - 1e-9
# So many connectors more than wanted are looked for; `reach.labels` are as many as are wanted and one.
_SPARE = 1
_NEARLY_SURE = 1.0 - 1e-12
_AGAIN = "The graph was published anew while it was read. Ask again in a moment."
_GONE = "The published graph no longer fits the data. Run `orbit publish` and ask again."


class DatabaseRanker:
    """Ranks in the database, as long as what is published there is of this view's day and policy and this revision.

    `first_cut` is how many people of each company the first look takes; each further one takes 16 times as many.
    """

    def __init__(self, link: Link, view: View, revision: Revision, *, first_cut: int = _FIRST_CUT) -> None:
        policy = view.ties.policy
        self._link = link
        self._first_cut = first_cut
        self._snapshot = view.snapshot
        self._policy = policy
        self._wanted = Publication(revision, view.as_of, policy.digest)
        self._constants = constants(policy, view.as_of)
        self._engine = EngineRanker(view)

    def best(self, searches: Sequence[tuple[TargetSearch, Choice]]) -> list[Found]:
        """For each search the best ways (see `orbit.graph.ranking.Ranker`); raises as `candidates` does.

        What is published lists one connector more than is wanted: where more than one person may be on no way, the
        engine answers, and so it does where ties have to be strong, or connectors are chosen by circle, or targets by
        function or seniority.
        """
        here = [self._is_for_engine(*one) for one in searches]
        asked = [search for (search, _), is_here in zip(searches, here, strict=True) if not is_here]
        found = iter(self._found(asked))
        engine = iter(self._engine.best([one for one, is_here in zip(searches, here, strict=True) if is_here]))
        return [
            next(engine) if is_here else self._chosen(next(found), choice)
            for (_, choice), is_here in zip(searches, here, strict=True)
        ]

    def _is_for_engine(self, search: TargetSearch, choice: Choice) -> bool:
        has_spare = self._policy.reach.labels >= self._policy.search.connectors_per_target + _SPARE
        barred = len(choice.without) > (_SPARE if has_spare else 0) or bool(choice.no_connector)
        return barred or choice.min_strength > 0.0 or bool(search.functions or search.seniorities)

    def _chosen(self, ways: Sequence[Candidate], choice: Choice) -> Found:
        policy, asker, out = self._policy.search, choice.requester, choice.without
        # The requester is nobody's bridge unless they are none of ours; the view's reach knows.
        may = [one for one in ways if asker is None or asker not in {one.bridge, one.target}]
        may = [one for one in may if out.isdisjoint({one.connector, one.bridge, one.target})]
        best = _best_of_each(may, policy.connectors_per_target)
        return Found(tuple(select(best, per_connector=policy.targets_per_connector, limit=choice.limit)))

    def candidates(self, searches: Sequence[TargetSearch]) -> list[list[Candidate]]:
        """For each search the best ways to each of its targets, as `orbit.graph.paths.find_candidates` finds them.

        Raises UsageError where another day is published, StoreUnavailable for an old, unfinished or missing graph.
        """
        wanted = self._policy.search.connectors_per_target
        return [_best_of_each(ways, wanted) for ways in self._found(searches)]

    def _found(self, searches: Sequence[TargetSearch]) -> list[list[Candidate]]:
        """The same with one connector more to each target, who may stand in for one that may be on no way."""
        some = (searches[first : first + _ACCOUNTS_AT_ONCE] for first in range(0, len(searches), _ACCOUNTS_AT_ONCE))
        return [found for batch in some for found in self._of_one_edition(batch)]

    def _of_one_edition(self, searches: Sequence[TargetSearch]) -> list[list[Candidate]]:
        def work(ask: Ask) -> list[list[Candidate]]:
            edition = edition_of(ask, self._wanted)
            found = [self._candidates(targets) for targets in self._look(ask, searches)]
            if edition_of(ask, self._wanted) != edition:
                raise StoreBusy(_AGAIN)
            return found

        return self._link.at_once(work, seconds=_SECONDS)

    def _look(self, ask: Ask, searches: Sequence[TargetSearch]) -> list[dict[str, _Target]]:
        """The targets of each search by id, in order; those that are not done are looked at again, further down."""
        found: list[dict[str, _Target]] = [{} for _ in searches]
        wanted = [account_of(self._snapshot, search, self._policy, number) for number, search in enumerate(searches)]
        cut = self._first_cut
        while wanted:
            values = {**self._constants, "cut": cut}
            if len(wanted) == 1:
                rows = ask("warm_paths", account=wanted[0], **values)
            else:
                rows = ask("weekly_accounts", accounts=wanted, **values)
            looked = [_Target(*row) for row in rows]
            for target in looked:
                found[target.number][target.id] = target
            wanted = [account | {"floors": floors} for account in wanted if (floors := self._floors(account, looked))]
            cut *= _GROWTH
        return found

    def _floors(self, account: dict[str, Any], looked: Sequence[_Target]) -> dict[str, float]:
        """What a way to each target of an account that is not done must be worth, before the reply."""
        open_ = (target for target in looked if target.number == account["number"] and not self._is_done(target))
        return {target.id: self._floor(target) * _SAFE for target in open_}

    def _is_done(self, target: _Target) -> bool:
        """Whether nobody who was not looked at can be among the best ways."""
        least = self._policy.search.min_score
        return not target.unseen or target.unseen * target.reply < least or target.unseen <= self._floor(target)

    def _floor(self, target: _Target) -> float:
        policy = self._policy.search
        least = policy.min_score / target.reply if target.reply else 0.0
        is_full = len(target.ways) == policy.connectors_per_target + _SPARE
        return max(least, target.ways[-1][2]) if is_full else least

    def _candidates(self, targets: dict[str, _Target]) -> list[Candidate]:
        least = self._policy.search.min_score
        ways = (way for target in targets.values() for way in _ways(self._snapshot, target))
        return [way for way in ways if way.score >= least]


def _best_of_each(ways: Sequence[Candidate], wanted: int) -> list[Candidate]:
    """Of each target's ways, which come best first, so many."""
    seen: Counter[int] = Counter()
    kept = []
    for way in ways:
        seen[way.target] += 1
        if seen[way.target] <= wanted:
            kept.append(way)
    return kept


class _Target(NamedTuple):
    """A row of `warm_paths`: the search it belongs to, a target, and their ways as far as was looked.

    `unseen`: an upper bound of what somebody not looked at is worth. A way: connector, bridge, score before the reply.
    """

    number: int
    id: str
    reply: float
    unseen: float
    ways: list[tuple[str, str | None, float]]


def _ways(snapshot: Snapshot, target: _Target) -> Iterator[Candidate]:
    for connector, bridge, score in target.ways:
        yield Candidate(
            _number(snapshot, connector),
            None if bridge is None else _number(snapshot, bridge),
            _number(snapshot, target.id),
            score * target.reply,
        )


def _number(snapshot: Snapshot, person: str) -> int:
    number = snapshot.person(EntityId(person))
    if number is None:
        raise StoreUnavailable(_GONE)
    return number


def constants(policy: Policy, as_of: date) -> dict[str, float]:
    """What the statements take of the policy and the day; the rest of the policy has gone into the published graph."""
    strength, search = policy.strength, policy.search
    return asdict(strength) | {
        "leaves_per_year": policy.reply.leaves_per_year,
        "targets_per_account": search.targets_per_account,
        "connectors_per_target": search.connectors_per_target + _SPARE,
        "min_score": search.min_score * _SAFE,
        "investor_missed": math.log1p(-min(strength.investor_probability, _NEARLY_SURE)),
        "slack_days": SLACK_DAYS,
        "days_per_month": DAYS_PER_MONTH,
        "days_per_year": DAYS_PER_YEAR,
        "today": as_of.toordinal(),
    }


def account_of(snapshot: Snapshot, search: TargetSearch, policy: Policy, number: int = 0) -> dict[str, Any]:
    """One account as the statements take it: for a first look, and with a number by which its rows are known."""
    without_signal = policy.reply.without_signal_factor
    return {
        "number": number,
        "company": snapshot.company_entity(search.company),
        "signal": without_signal + (1.0 - without_signal) * search.heat,
        "title": search.title.casefold() if search.title else None,
        "floors": None,
    }
