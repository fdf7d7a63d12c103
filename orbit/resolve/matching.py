"""By which weights and from which probability on records are matched: the workspace's own where it has learned some."""

from __future__ import annotations

import math
from dataclasses import dataclass

from orbit.policy import MatchingPolicy, load_policy
from orbit.resolve.linkage.bands import Policy
from orbit.resolve.linkage.fitting import shipped_model
from orbit.resolve.linkage.model import Model
from orbit.store.base import Store

# Under this name a workspace keeps the weights for people that it has learned from answers.
LEARNED = "people_model"


@dataclass(frozen=True, slots=True)
class Matching:
    """The weights for people, and the bands that their probabilities fall into."""

    model: Model
    policy: Policy

    @property
    def key(self) -> str:
        """What names these weights and bands: whoever was matched under another key is to be matched again."""
        return f"{self.model.version} {self.policy}"

    @classmethod
    def of(cls, policy: MatchingPolicy, model: Model) -> Matching:
        """Match with these weights under a workspace's policy."""
        bar = math.log2(policy.cluster_odds)
        bands = (policy.joins_from, policy.review, policy.hint)
        return cls(model, Policy(policy.policy, *bands, policy.margin_bits, bar, policy.certain))


def matching_in(store: Store, policy: MatchingPolicy | None = None) -> Matching:
    """Return how a workspace matches; without a policy, that which comes with Orbit counts."""
    learned = store.meta(LEARNED)
    model = Model.from_json(learned) if learned else shipped_model()
    return Matching.of(policy or load_policy().matching, model)
