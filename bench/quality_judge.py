"""What would really come of an ask in a made-up world, and whom our people really can reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array
from orbit.world import REALLY_KNOWS, World
from orbit.world.knowing import Knowing
from orbit.world.make import ours
from orbit.world.truth import truth

NOBODY = -1
# Below this closeness nobody would vouch for anybody (as `Truth.says_yes` has it).
_LEAST_CLOSE = REALLY_KNOWS / 2
_STAGE = 103
# Four in ten answer a warm request, some hardly ever and some nearly always; fewer where nothing is going on.
_ANSWERS = (2.0, 3.0)
_WITHOUT_SIGNAL = 0.75


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways into accounts, by the place of the account in the list of accounts, best first (int64[n] each).

    `bridge` is -1 where nobody stands between; who is one of ours themselves is connector and target. `score` is in
    whatever unit the ranking has.
    """

    account: Array
    connector: Array
    bridge: Array
    target: Array
    score: Array

    def __len__(self) -> int:
        return len(self.account)

    def at(self, rows: Array) -> Ways:
        """The ways of these rows."""
        return Ways(self.account[rows], self.connector[rows], self.bridge[rows], self.target[rows], self.score[rows])


def ways_of(rows: Sequence[tuple[int, int, int, int, float]]) -> Ways:
    """Make ways from rows: account, connector, bridge, target, score."""
    account, connector, bridge, target = (np.array([row[at] for row in rows], dtype=np.int64) for at in range(4))
    return Ways(account, connector, bridge, target, np.array([row[4] for row in rows], dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close any two persons are, looked up for many pairs at once."""

    knowing: Knowing

    def of(self, one: Array, two: Array) -> Array:
        """The closeness of each pair; 0 where they do not know each other (float64[n])."""
        people, known = self.knowing.people, self.knowing
        keys = known.left * people + known.right
        wanted = np.minimum(one, two) * people + np.maximum(one, two)
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        if not len(keys):
            return np.zeros(len(wanted))
        return np.where(keys[at] == wanted, known.closeness[at], 0.0)


@dataclass(frozen=True, slots=True)
class Judge:
    """Knows what no ranking may know: who knows whom, who works where today, who helps and who answers.

    `employer`, `willing` and `answers` are per person; `companies` and `heat` per account.
    """

    closeness: Closeness
    employer: Array
    willing: Array
    answers: Array
    companies: Array
    heat: Array

    def hops(self, ways: Ways) -> tuple[Array, Array]:
        """How close connector and next, and bridge and target are (1 where there is no such step; float64[n] each)."""
        direct, bridged = ways.connector == ways.target, ways.bridge != NOBODY
        following = np.where(bridged, ways.bridge, ways.target)
        first = np.where(direct, 1.0, self.closeness.of(ways.connector, following))
        last = np.where(bridged, self.closeness.of(np.where(bridged, ways.bridge, ways.connector), ways.target), 1.0)
        return first, last

    def is_there(self, ways: Ways) -> Array:
        """Whether the target really works at the account (bool[n])."""
        there: Array = self.employer[ways.target] == self.companies[ways.account]
        return there

    def is_true(self, ways: Ways) -> Array:
        """Whether each really knows the next, and the target works there (bool[n])."""
        first, last = self.hops(ways)
        true: Array = self.is_there(ways) & (first >= REALLY_KNOWS) & (last >= REALLY_KNOWS)
        return true

    def agreed(self, ways: Ways) -> Array:
        """How likely everybody on each way passes the request on (float64[n])."""
        first, last = self.hops(ways)
        bridged = ways.bridge != NOBODY
        agreed: Array = self._agrees(ways.connector, first) * np.where(bridged, self._agrees(ways.bridge, last), 1.0)
        return agreed

    def introduced(self, ways: Ways) -> Array:
        """How likely an ask over each way ends in an introduction to somebody at the account (float64[n])."""
        introduced: Array = self.agreed(ways) * self.is_there(ways)
        return introduced

    def answered(self, ways: Ways) -> Array:
        """How likely it ends in an answer of the target (float64[n])."""
        first, last = self.hops(ways)
        close = np.where(ways.bridge == NOBODY, first, last)
        news = _WITHOUT_SIGNAL + (1.0 - _WITHOUT_SIGNAL) * self.heat[ways.account]
        chance = np.minimum(self.answers[ways.target] * news * (0.5 + close), 1.0)
        return self.introduced(ways) * chance

    def _agrees(self, person: Array, close: Array) -> Array:
        """As `Truth.says_yes`, before its die is cast: the closer, the likelier; never for a stranger."""
        chance: Array = np.where(close < _LEAST_CLOSE, 0.0, self.willing[person] * (0.25 + 0.75 * close))
        return chance


def judge_of(world: World, companies: Sequence[int], heat: Sequence[float]) -> Judge:
    """Return the judge of ways into these accounts."""
    told = truth(world, ())
    answers = np.random.default_rng([world.spec.seed, _STAGE]).beta(*_ANSWERS, len(world.people))
    return Judge(
        Closeness(world.knowing), told.employer, told.willing, answers,
        np.array(companies, dtype=np.int64), np.array(heat),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reachable:
    """Whom our people really reach (bool[P]): themselves or somebody they know, and over one person more."""

    directly: Array
    over_one: Array


def reachable(knowing: Knowing, our_people: Array) -> Reachable:
    """Return who is within one and two steps of our people, among those who really know each other."""
    strong = knowing.closeness >= REALLY_KNOWS
    left, right = knowing.left[strong], knowing.right[strong]
    mine = np.zeros(knowing.people, dtype=np.bool_)
    mine[our_people] = True
    directly = _and_their_friends(mine, left, right)
    return Reachable(directly, _and_their_friends(directly, left, right))


def reachable_in(world: World) -> Reachable:
    """Return whom the people of ours in a world really reach."""
    return reachable(world.knowing, ours(world))


def _and_their_friends(some: Array, left: Array, right: Array) -> Array:
    more: Array = some.copy()
    more[right[some[left]]] = True
    more[left[some[right]]] = True
    return more


def staffed_by(staff: Mapping[int, Sequence[int]], companies: Sequence[int], reached: Array) -> Array:
    """At which companies somebody works who is reached (bool[A])."""
    return np.array([bool(reached[list(staff.get(company, ()))].any()) for company in companies], dtype=np.bool_)
