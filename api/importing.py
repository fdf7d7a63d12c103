"""Files from disk into the workspace: read, stored, resolved, rejects written. The edge of every import."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from api.imports.keeping import keep_undoable
from api.workspace import Workspace
from ingest import get_source
from ingest.intake.contract import ReadOptions, SourceFile
from ingest.intake.mapping import Profile, parse_profile, shipped_profile, shipped_profiles
from ingest.intake.rejects import write_rejects
from ingest.intake.run import ImportSettings, Report, ingest_files
from ingest.intake.screening import Blocklist
from orbit.errors import UsageError


@dataclass(frozen=True, slots=True)
class Importing:
    """What is to be imported, as the user said it.

    `observed_on` is the day for which the files speak, where the user knows better than their time stamps; files
    are called by their path below `root` where it is given, else by their name. `mapping` is the name of a shipped
    mapping or the path of one; `profile` is one that was read already.
    """

    source: str
    files: tuple[Path, ...]
    owner: str | None = None
    mapping: str | None = None
    profile: Profile | None = None
    dry_run: bool = False
    observed_on: date | None = None
    root: Path | None = None


def import_files(
    workspace: Workspace, wanted: Importing, *, at: datetime, progress: Callable[[int], None] | None = None
) -> tuple[Report, Path | None]:
    """Import files, resolve what is new, and write the rejected rows; return the report and where they are."""
    report = take_in(workspace, wanted, at=at, progress=progress)
    if not wanted.dry_run:
        workspace.match(at=at)
        keep_undoable(workspace, at=at)
    written = bool(report.rejects) and not wanted.dry_run
    return report, _write_rejects(workspace, report, at) if written else None


def take_in(
    workspace: Workspace, wanted: Importing, *, at: datetime, progress: Callable[[int], None] | None = None
) -> Report:
    """Import files without resolving: for many imports in a row, resolved once at the end."""
    blocked = workspace.policy.intake
    settings = ImportSettings(
        at=at,
        options=ReadOptions(owner=wanted.owner),
        mapping=_profile(wanted.mapping) if wanted.mapping else wanted.profile,
        blocklist=Blocklist(frozenset(blocked.blocked_emails), frozenset(blocked.blocked_domains)),
        dry_run=wanted.dry_run,
        progress=progress,
    )
    files = [source_file(path, wanted) for path in wanted.files]
    return ingest_files(workspace.store, get_source(wanted.source), files, settings)


def source_file(path: Path, wanted: Importing) -> SourceFile:
    """A file on disk; the day for which it speaks is that of its last change unless the file itself says better."""
    try:
        stat = path.stat()
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}") from error
    if not path.is_file():
        raise UsageError(f"{path} is not a file. Name the files to import, not their folder.")
    observed_on = wanted.observed_on or datetime.fromtimestamp(stat.st_mtime, UTC).date()
    name = path.relative_to(wanted.root).as_posix() if wanted.root else path.name
    return SourceFile(name, partial(_open, path), stat.st_size, observed_on)


def write_rejects_file(folder: Path, report: Report, name: str) -> Path:
    """Write the rejected rows of a report to a file of its own."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / name
    target.write_bytes(write_rejects(report.rejects))
    target.chmod(0o600)
    return target


def new_salt() -> str:
    """A secret under which erased people are remembered."""
    return secrets.token_hex(32)


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _write_rejects(workspace: Workspace, report: Report, at: datetime) -> Path:
    name = f"{at:%Y%m%dT%H%M%SZ}-{report.source}-rejects.csv"
    return write_rejects_file(workspace.settings.rejects, report, name)


def _profile(mapping: str) -> Profile:
    names: Sequence[str] = shipped_profiles()
    if mapping in names:
        return shipped_profile(mapping)
    path = Path(mapping)
    if not path.is_file():
        raise UsageError(f"--map {mapping} is neither a file nor a shipped mapping; shipped: {', '.join(names)}")
    return parse_profile(path.read_text(encoding="utf-8-sig"), path.name)
