"""Ways in which a made-up world may work: who gets to know whom, who forgets whom, and how far files tell the truth.

The ranking was built on one study of who mails whom. These worlds disagree with that study one thing at a time, and
once in everything, so that the ranking is not judged by its own assumptions alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from orbit.graph.arrays import Array, counts_at
from orbit.world.export.network import Linking
from orbit.world.knowing import Habits, Knowing
from orbit.world.make import World, acquainted, ours, targets_today

# A stage of random numbers that no stage of the world itself has.
_STAGE = 101
_SHAPE = (2.2, 3.0)


@dataclass(frozen=True, slots=True)
class Mechanism:
    """How one kind of world works; `says` is a sentence for its readers.

    `forgotten` is the share of acquaintances that neither would remember, `introduced` that of acquaintances more,
    who met through a common one wherever they work, `misdated` that of jobs reported up to a year off.
    """

    name: str
    says: str
    habits: Habits = field(default_factory=Habits)
    linking: Linking = field(default_factory=Linking)
    forgotten: float = 0.0
    introduced: float = 0.0
    misdated: float = 0.0


_LOOSE = Linking(known=0.20, closer=0.35, strangers=(0.70, 0.80))
_CLIQUES = Habits(team_rate=0.8, outside=0.0)
_FORGETFUL = Habits(fade_months=18.0, fade_floor=0.1)

MECHANISMS = (
    Mechanism(
        "as_studied", "As in the mail study: teams, projects, and a number of others whatever the company's size."
    ),
    Mechanism(
        "size_matters_less",
        "The chance that two colleagues know each other falls with the square root of the company's size only, "
        "and is that of the study at 100 people.",
        Habits(size_exponent=0.5),
    ),
    Mechanism(
        "size_matters_more",
        "That chance falls with the company's size to the power of 1.5, and is that of the study at 100 people.",
        Habits(size_exponent=1.5),
    ),
    Mechanism(
        "cliques",
        "In teams of one function at one site four of five pairs know each other; across teams nobody does.",
        _CLIQUES,
    ),
    Mechanism(
        "homophily",
        "Colleagues of one culture and age are five times as likely to know each other as others are.",
        Habits(alike=0.56),
    ),
    Mechanism(
        "forgotten",
        "Ties fade three times as fast, and three in ten are forgotten by both.",
        _FORGETFUL,
        forgotten=0.3,
    ),
    Mechanism(
        "strangers_online",
        "Three in four LinkedIn connections are strangers, and few of those who know each other are connected.",
        linking=_LOOSE,
    ),
    Mechanism("misdated", "Half of all reported jobs begin or end up to a year off.", misdated=0.5),
    Mechanism(
        "friends_of_friends",
        "For every two acquaintances there is one more, made through a common one, wherever the two work.",
        introduced=0.5,
    ),
    Mechanism(
        "all_at_once",
        "Cliques, homophily, forgetting, strangers online, wrong dates and friends of friends together.",
        replace(_CLIQUES, alike=0.56, fade_months=18.0, fade_floor=0.1, team_rate=0.5, outside=0.3),
        _LOOSE,
        forgotten=0.3,
        introduced=0.5,
        misdated=0.5,
    ),
)


def make_acquainted(strangers: World, mechanism: Mechanism) -> World:
    """Return the world in which its people know each other as the mechanism has it."""
    world = acquainted(strangers, mechanism.habits)
    dice = np.random.default_rng([world.spec.seed, _STAGE])
    knowing = world.knowing
    if mechanism.introduced:
        knowing = with_introductions(knowing, _matter(world), mechanism.introduced, dice)
    if mechanism.forgotten:
        knowing = without_forgotten(knowing, mechanism.forgotten, dice)
    return replace(world, knowing=knowing)


def with_introductions(knowing: Knowing, matter: Array, share: float, dice: np.random.Generator) -> Knowing:
    """Add pairs who met through a common acquaintance: `share` as many as there are, of those with one who matters."""
    count = round(share * len(knowing))
    ends = np.concatenate([knowing.left, knowing.right])
    others = np.concatenate([knowing.right, knowing.left])[np.argsort(ends, kind="stable")]
    at = np.searchsorted(np.sort(ends), np.arange(knowing.people + 1))
    # Most pairs drawn do not count (known already, or of nobody's interest), so draw more.
    person = dice.integers(0, len(ends), 8 * count)
    middle, one = ends[person], np.concatenate([knowing.right, knowing.left])[person]
    two = others[at[middle] + np.floor(dice.random(len(middle)) * counts_at(at, middle)).astype(np.int64)]
    key = np.minimum(one, two) * knowing.people + np.maximum(one, two)
    use = (one != two) & (matter[one] | matter[two]) & ~np.isin(key, knowing.left * knowing.people + knowing.right)
    _, first = np.unique(key[use], return_index=True)
    new = key[use][np.sort(first)[:count]]
    closeness = np.round(np.clip(dice.beta(*_SHAPE, len(new)), 0.05, 0.99), 2)
    latest = int(knowing.since.max(initial=0))
    since = latest - dice.integers(0, 120, len(new))
    more = Knowing(
        knowing.people,
        np.concatenate([knowing.left, new // knowing.people]),
        np.concatenate([knowing.right, new % knowing.people]),
        np.concatenate([knowing.closeness, closeness]),
        np.concatenate([knowing.since, since]),
    )
    return _rows(more, np.lexsort((more.right, more.left)))


def without_forgotten(knowing: Knowing, share: float, dice: np.random.Generator) -> Knowing:
    """Leave out a share of all pairs, whatever is known of them."""
    kept = dice.random(len(knowing)) >= share
    return _rows(knowing, kept)


def _rows(knowing: Knowing, rows: Array) -> Knowing:
    return Knowing(
        knowing.people, knowing.left[rows], knowing.right[rows], knowing.closeness[rows], knowing.since[rows]
    )


def _matter(world: World) -> Array:
    matter = np.zeros(len(world.people), dtype=np.bool_)
    matter[ours(world)] = True
    for persons in targets_today(world).values():
        matter[persons] = True
    return matter
