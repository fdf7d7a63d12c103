"""One warm path with everything that is shown of it; its score is exactly the product of its shown factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice, pairwise

from api.presenter.doubts import Doubt, doubt_forms, doubts_about, how_sure
from api.presenter.forms import Json, Refs, evidence_form, person_form, verdict_form
from api.workspace import Scene
from orbit.asks.gate.verdict import Requester, Verdict
from orbit.asks.gate.willing import Willing
from orbit.book import RoleView
from orbit.errors import StoreError
from orbit.graph.explain import TieShown, explain_ties
from orbit.graph.paths import Candidate
from orbit.graph.targets import ReplyShown, TargetSearch, reply_of
from orbit.model import Circle, EntityId, FactId

_CHANCES = ((0.10, "strong"), (0.05, "good"), (0.02, "fair"), (0.0, "faint"))
_CIRCLE_TEXT = {
    Circle.TEAM: "Colleague",
    Circle.CHAMPION: "Champion",
    Circle.ADVISOR: "Advisor to us",
    Circle.BOARD: "On our board",
    Circle.INVESTOR: "Partner at one of our investors",
    Circle.EX_CUSTOMER: "Worked with us as a customer before",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """In whose name the ask is made: the person number and how the gate sees them."""

    number: int
    requester: Requester


@dataclass(frozen=True, slots=True)
class WarmPath:
    """A path by person numbers with its reasons. `ties` are connector → (bridge →) target; none when they are one."""

    found: Candidate
    willing: Willing
    ties: tuple[TieShown, ...]
    passes_on: float
    reply: ReplyShown
    verdict: Verdict
    roles: tuple[RoleView, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def know(self) -> float:
        """How likely the request gets from the connector to the target."""
        product = self.passes_on
        for tie in self.ties:
            product *= tie.strength
        return product

    @property
    def score(self) -> float:
        """How likely the ask ends in a conversation: willing × know × reply, and how sure it is who they are."""
        score = self.willing.value * self.know * self.reply.value
        return score * self.sure if self.doubts else score

    @property
    def sure(self) -> float:
        """How sure it is that nobody on the path is two persons."""
        return how_sure(self.doubts)

    @property
    def factors(self) -> dict[str, float]:
        """The numbers that multiply to the score, in their order; `sure` only where it is not certain who they are."""
        told = {"willing": self.willing.value, "know": self.know, "reply": self.reply.value}
        return told | {"sure": self.sure} if self.doubts else told

    @property
    def rank(self) -> tuple[float, int, int]:
        """The order of paths: best first, ties by person number."""
        return -self.score, self.found.connector, self.found.target

    @property
    def facts(self) -> tuple[FactId, ...]:
        """Every fact that the path shows."""
        shown = [fact for tie in self.ties for fact in tie.facts] + [role.fact for role in self.roles]
        return tuple(dict.fromkeys(shown))


def warm_paths(scene: Scene, found: Sequence[tuple[Candidate, TargetSearch]], asker: Asker | None) -> list[WarmPath]:
    """Explain found paths, each with the search that found it; all their ties in one go."""
    steps = [list(pairwise(stops(candidate))) for candidate, _ in found]
    ties = iter(explain_ties(scene.view.snapshot, scene.view.ties, [pair for pairs in steps for pair in pairs]))
    return [
        _warm_path(scene, candidate, search, asker, tuple(islice(ties, len(pairs))))
        for (candidate, search), pairs in zip(found, steps, strict=True)
    ]


def stops(found: Candidate) -> list[int]:
    """The people of a way, from the connector on, each once."""
    return list(dict.fromkeys([found.connector, *([] if found.bridge is None else [found.bridge]), found.target]))


def _warm_path(
    scene: Scene, found: Candidate, search: TargetSearch, asker: Asker | None, ties: tuple[TieShown, ...]
) -> WarmPath:
    view = scene.view
    connector = view.snapshot.person_entity(found.connector)
    return WarmPath(
        found=found,
        willing=helper_at(scene, connector),
        ties=ties,
        passes_on=1.0 if found.bridge is None else scene.policy.reach.bridge_pass,
        reply=reply_of(view.places, int(view.jobs[found.target]), search, scene.policy.reply),
        verdict=scene.verdict(connector, asker.requester if asker else scene.anybody),
        roles=scene.book.roles_of(connector, scene.as_of),
        doubts=doubts_about(scene, stops(found)),
    )


def helper_at(scene: Scene, connector: EntityId) -> Willing:
    """How likely a found connector helps; who is found is one of our people."""
    helper = scene.helper(connector)
    if helper is None:
        raise StoreError("What was kept of the graph no longer fits the data. Delete the derived folder and ask again.")
    return helper


def chance_word(score: float) -> str:
    """A score in a word, the same wherever it is shown, and always beside the number."""
    return next(word for floor, word in _CHANCES if score >= floor)


def path_form(scene: Scene, path: WarmPath, asker: Asker | None, refs: Refs) -> Json:
    """The designed JSON of one path."""
    people = _people(scene, path, asker)
    factors = path.factors
    form = {
        "id": path_id([person["id"] for person in people]),
        "score": path.score,
        "chance": chance_word(path.score),
        "people": people,
        "hops": _hops(scene, path, people, refs),
        "factors": factors,
        "weakest": min(factors, key=lambda name: factors[name]),
        "contributions": _contributions(path),
        "verdict": verdict_form(path.verdict),
    }
    return form | {"doubts": list(doubt_forms(scene, path.doubts))} if path.doubts else form


def _people(scene: Scene, path: WarmPath, asker: Asker | None) -> list[Json]:
    found = path.found
    places = [(found.connector, "connector")]
    places += [] if found.bridge is None else [(found.bridge, "bridge")]
    places = [place for place in places if place[0] != found.target] + [(found.target, "target")]
    if asker is not None:
        places = [(asker.number, "requester")] + [place for place in places if place[0] != asker.number]
    return [person_form(scene, number, role) for number, role in places]


def _hops(scene: Scene, path: WarmPath, people: list[Json], refs: Refs) -> list[Json]:
    ties = [_tie_form(tie, refs) for tie in path.ties]
    if len(people) == len(ties) + 2:
        ties.insert(0, _favour_form(scene, path, refs))
    return [{"from": one["id"], "to": two["id"], **tie} for (one, two), tie in zip(pairwise(people), ties, strict=True)]


def _tie_form(tie: TieShown, refs: Refs) -> Json:
    return {
        "strength": tie.strength,
        "kind": tie.kind,
        "text": tie.text,
        "evidence": evidence_form(refs, tie.facts),
        "contributions": [
            *({"kind": one.kind, "p": one.p, "cap": one.cap, "text": one.text} for one in tie.contributions),
            *(
                {"kind": one.kind, "closeness": one.closeness, "weight": one.weight, "text": one.text}
                for one in tie.told
            ),
        ],
    }


def _favour_form(scene: Scene, path: WarmPath, refs: Refs) -> Json:
    return {
        "strength": path.willing.value,
        "kind": path.willing.circle.value,
        "text": favour_text(scene, path),
        "evidence": evidence_form(refs, (role.fact for role in path.roles)),
        "contributions": [],
    }


def favour_text(scene: Scene, path: WarmPath) -> str:
    """Why the connector would help us: Champion at Northwind."""
    circle = path.willing.circle
    roles = [role for role in path.roles if role.circle == circle and role.company is not None]
    numbers = (scene.view.snapshot.company(role.company) for role in roles if role.company is not None)
    names = [scene.view.snapshot.name_of_company(number) for number in numbers if number is not None]
    if circle == Circle.CHAMPION and names:
        return f"{_CIRCLE_TEXT[circle]} at {names[0]}"
    return _CIRCLE_TEXT[circle]


def _contributions(path: WarmPath) -> Json:
    reply = path.reply
    told: Json = {
        "willing": {"circle": path.willing.prior, "timing": path.willing.timing},
        "know": {"ties": [tie.strength for tie in path.ties], "passes_on": path.passes_on},
        "reply": {
            "seniority": reply.seniority,
            "function": reply.function,
            "signal": reply.signal,
            "still_there": reply.still_there,
        },
    }
    return told | {"sure": {"people": [doubt.sure for doubt in path.doubts]}} if path.doubts else told


def path_id(people: list[str]) -> str:
    """The id of a path: its people, by id, decide it."""
    return f"pth_{blake2b(' '.join(people).encode(), digest_size=6).hexdigest()}"
