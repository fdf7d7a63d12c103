"""Every ask that could be made this week, in whose name, and the path behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.presenter.forms import hottest
from api.presenter.month.lessons import learned_of
from api.presenter.paths.paths import search_at
from api.presenter.paths.warm import Asker, helper_at
from api.workspace import Scene
from orbit.asks.gate.verdict import Status
from orbit.asks.plan.week import AskCandidate, Party, Rep, account_value, decided
from orbit.graph.paths import Candidate
from orbit.graph.ranking import Choice
from orbit.model import EntityId
from orbit.signals import HotAccount

_CHOICES_PER_ACCOUNT = 12

Key = tuple[EntityId, EntityId, EntityId]
# An account and who asks there, by number.
_Place = tuple[int, int]
WAYS = "ways of the week"


@dataclass(frozen=True, slots=True)
class AskChoice:
    """A possible ask and the path behind it."""

    candidate: AskCandidate
    found: Candidate
    account: int
    asker: Asker

    @property
    def key(self) -> Key:
        """Who asks, who is asked, and for whom."""
        return key_of(self.candidate)


def key_of(ask: AskCandidate) -> Key:
    """Who asks, who is asked, and for whom."""
    return ask.rep, ask.connector.id, ask.target.id


def rep_of(scene: Scene, asker: Asker) -> Rep:
    """An asker as the plan sees them."""
    return Rep(asker.requester.entity, scene.view.snapshot.name_of_person(asker.number), asker.requester.mode)


def ask_choices(scene: Scene, askers: Sequence[Asker]) -> dict[Key, AskChoice]:
    """Find the best ways into every account that shows a signal, each in the name of its owner."""
    asked = list(_asked_about(scene, askers))
    ways = _ways(scene, [(number, asker.number) for _, number, asker in asked])
    each = (_at_account(scene, hot, number, asker, ways[number, asker.number]) for hot, number, asker in asked)
    return {choice.key: choice for there in each for choice in there}


def _ways(scene: Scene, wanted: Sequence[_Place]) -> Mapping[_Place, tuple[Candidate, ...]]:
    """The best ways into accounts by asker. They are looked for once a revision: the log of asks changes none."""
    known: dict[_Place, tuple[Candidate, ...]] = scene.once(WAYS, lambda _: {})
    missing = [place for place in wanted if place not in known]
    searches = [(search_at(scene, number), Choice(_CHOICES_PER_ACCOUNT, frozenset({who}))) for number, who in missing]
    found = scene.ranker.best(searches) if searches else []
    known.update((place, each.ways) for place, each in zip(missing, found, strict=True))
    return known


def _asked_about(scene: Scene, askers: Sequence[Asker]) -> Iterator[tuple[HotAccount, int, Asker]]:
    """Which accounts are asked about this week, and in whose name."""
    by_email = {asker.requester.email: asker for asker in askers}
    for hot in hottest(scene):
        known = scene.book.account(hot.company, scene.as_of)
        asker = by_email.get(known.owner.casefold()) if known and known.owner else None
        number = scene.view.snapshot.company(hot.company)
        # Only accounts that show a signal are asked about: no spraying of the whole list.
        if asker is not None and number is not None and hot.heat.value > 0:
            yield hot, number, asker


def _at_account(
    scene: Scene, hot: HotAccount, number: int, asker: Asker, candidates: Sequence[Candidate]
) -> Iterator[AskChoice]:
    for found in candidates:
        if found.connector != found.target:
            yield AskChoice(_candidate(scene, hot, number, asker, found), found, number, asker)


def _candidate(scene: Scene, hot: HotAccount, number: int, asker: Asker, found: Candidate) -> AskCandidate:
    snapshot = scene.view.snapshot
    connector = snapshot.person_entity(found.connector)
    known = scene.book.account(hot.company, scene.as_of)
    undecided = AskCandidate(
        rep=asker.requester.entity,
        connector=_party(scene, found.connector),
        target=_party(scene, found.target),
        account=Party(snapshot.company_entity(number), snapshot.name_of_company(number)),
        circle=helper_at(scene, connector).circle,
        score=found.score,
        status=Status.OPEN,
        heat=hot.heat.value,
        bridge=None if found.bridge is None else _party(scene, found.bridge),
        owner=asker.requester.entity,
        value=account_value(known.arr, known.stage, scene.policy.plan) if known else 1.0,
        freshness=hot.heat.parts[0].freshness,
        learned=learned_of(scene, connector),
    )
    return decided(undecided, scene.verdict(connector, asker.requester))


def _party(scene: Scene, number: int) -> Party:
    return Party(scene.view.snapshot.person_entity(number), scene.view.snapshot.name_of_person(number))
