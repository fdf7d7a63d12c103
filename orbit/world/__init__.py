"""A made-up company in a made-up world, with all its exports and the truth behind them, from a seed."""

from orbit.world.export import ExportFile, Mention, exports
from orbit.world.make import World, make_world
from orbit.world.spec import WorldSpec
from orbit.world.truth import REALLY_KNOWS, Truth, read_truth, truth, truth_files

__all__ = [
    "REALLY_KNOWS",
    "ExportFile",
    "Mention",
    "Truth",
    "World",
    "WorldSpec",
    "exports",
    "make_world",
    "read_truth",
    "truth",
    "truth_files",
]
