"""All exports of a world, in the order in which a new workspace would take them in."""

from __future__ import annotations

from collections.abc import Iterator

from orbit.world.export.backing import backer_exports
from orbit.world.export.champions import champion_exports
from orbit.world.export.crm import crm_exports
from orbit.world.export.histories import career_exports, job_change_exports
from orbit.world.export.linkedin import linkedin_exports
from orbit.world.export.opportunities import opportunity_exports
from orbit.world.export.sheet import ExportFile
from orbit.world.export.signals import signal_exports
from orbit.world.make import World


def exports(world: World) -> Iterator[ExportFile]:
    """Yield every file: accounts first, then people, then those behind us, careers, job changes, signals, and deals."""
    yield from crm_exports(world)
    yield from champion_exports(world)
    yield from linkedin_exports(world)
    yield from backer_exports(world)
    yield from career_exports(world)
    yield from job_change_exports(world)
    yield from signal_exports(world)
    yield from opportunity_exports(world)
