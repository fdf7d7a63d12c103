"""The fictional company as a workspace: its exports written to disk as files, then imported like anybody's."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from api.importing import Importing, new_salt, take_in
from api.workspace import ABOUT, COMPANY, DOMAIN, Workspace
from ingest.intake.run import Report
from ingest.intake.screening import SALT
from orbit.access import OPEN, OPEN_ON_LOOPBACK
from orbit.errors import UsageError
from orbit.resolve.run import ResolveReport
from orbit.world import ExportFile, World, WorldSpec, exports, make_world, truth, truth_files
from orbit.world.companies import OUR_FIRM

EXPORTS, TRUTH = "exports", "truth"
_PITCH = "shows sales teams which of their deals will close this quarter."
_SPEC = "demo"


@dataclass(frozen=True, slots=True)
class Demo:
    """What making the demo came to."""

    spec: WorldSpec
    files: int
    reports: tuple[Report, ...]
    resolved: ResolveReport

    @property
    def rows(self) -> int:
        """How many rows the files have."""
        return sum(report.rows for report in self.reports)

    @property
    def rejected(self) -> int:
        """How many rows could not be used."""
        return sum(len(report.rejects) for report in self.reports)


def make_demo(workspace: Workspace, spec: WorldSpec, *, at: datetime, say: Callable[[str], None]) -> Demo:
    """Write the fictional company's exports and truth below the workspace, import them all, resolve once.

    Raises UsageError in a workspace that holds other data or another fictional company.
    """
    _check_place(workspace, spec)
    say("Making up a company …")
    world = make_world(spec)
    files = list(exports(world))
    folder = workspace.settings.home
    write_exports(files, folder / EXPORTS)
    write_truth(world, files, folder / TRUTH)
    with workspace.store.writing() as batch:
        batch.set_meta(_SPEC, f"{spec.seed} {spec.scale} {spec.as_of.isoformat()}")
        batch.set_meta(COMPANY, world.companies.names[OUR_FIRM])
        batch.set_meta(DOMAIN, world.companies.domains[OUR_FIRM])
        # Whoever tries the demo need not sign in, as long as they sit at this machine.
        batch.set_meta(OPEN_ON_LOOPBACK, OPEN)
        batch.set_meta(ABOUT, f"{world.companies.names[OUR_FIRM]} {_PITCH}")
        if workspace.store.meta(SALT) is None:
            batch.set_meta(SALT, new_salt())
    say(f"Importing {len(files)} files …")
    reports = tuple(take_in(workspace, wanted, at=at) for wanted in importings(files, folder / EXPORTS, spec.as_of))
    say("Working out who is who …")
    return Demo(spec, len(files), reports, workspace.match(at=at))


def _check_place(workspace: Workspace, spec: WorldSpec) -> None:
    home, told = workspace.settings.home, workspace.store.meta(_SPEC)
    if told is None and workspace.store.imports():
        raise UsageError(f"{home} holds imported data; choose another folder for the demo.")
    if told is not None and told.split()[:2] != [str(spec.seed), str(spec.scale)]:
        raise UsageError(f"{home} holds another fictional company; choose another folder or delete this one first.")


def write_exports(files: Sequence[ExportFile], folder: Path) -> None:
    """Write the files as a user would have them on disk."""
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.write_bytes(file.content)


def write_truth(world: World, files: Sequence[ExportFile], folder: Path) -> None:
    """Keep the truth beside the exports; nothing that ranks ever reads it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, document in truth_files(truth(world, files)).items():
        (folder / name).write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def importings(files: Sequence[ExportFile], root: Path, as_of: date) -> list[Importing]:
    """The imports that take the files in, those of one group together."""
    ordered = list(enumerate(files))
    groups = groupby(ordered, key=lambda item: (item[1].source, item[1].options.get("group", str(item[0]))))
    return [_importing([file for _, file in group], root, as_of) for _, group in groups]


def _importing(files: Sequence[ExportFile], root: Path, as_of: date) -> Importing:
    first = files[0]
    observed_on = first.options.get("observed_on")
    return Importing(
        source=first.source,
        files=tuple(root / file.path for file in files),
        owner=first.options.get("owner"),
        mapping=first.options.get("map"),
        observed_on=date.fromisoformat(observed_on) if observed_on else as_of,
        root=root,
    )
