"""Which source a file is for, told by its header or shape before anything is read in; and how it would be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from ingest.intake import archive
from ingest.intake.contract import Format, Shape, Source, SourceFile
from ingest.intake.documents import json_table
from ingest.intake.headers import Header, fitting_header
from ingest.intake.mapping import mapped_shape, shipped_profile, shipped_profiles
from ingest.intake.reading import shapes_for_member
from ingest.intake.sampling import Beginning, beginning_of
from orbit.errors import BadFile

TEMPLATE = "template"
_SHOWN_NAMES = 6
_LISTS = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"})


class Sureness(StrEnum):
    """How sure it is that a file is for a source."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that may be meant, with the shipped mapping that its headers need, if any.

    `known` is how many columns (or fields, or files of an archive) were recognised; `because` says which.
    """

    source: str
    mapping: str | None
    sureness: Sureness
    known: int
    because: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What one file looks like: its candidates, the likeliest first; `problem` is why it has none."""

    file: str
    candidates: tuple[Candidate, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """What the files of one call look like, each by itself and all together."""

    files: tuple[Looked, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """One list that fits a shape of a source."""

    source: str
    mapping: str | None
    shape: Shape
    place: int
    known: tuple[str, ...]
    width: int

    @property
    def rank(self) -> tuple[object, ...]:
        """The better fit is the smaller: most columns known, the smaller shape, that which its source names first."""
        return (-len(self.known), len(self.shape.columns), self.place, self.mapping or "", self.source)


def detect_sources(files: Sequence[SourceFile], known: Mapping[str, Source]) -> Detection:
    """Say for which of the known sources files are, the likeliest first; nothing but their beginnings is read.

    The order of a file's columns makes no difference.
    """
    found = [_candidates_of(file, known) for file in files]
    looked = tuple(Looked(file.name, *each) for file, each in zip(files, found, strict=True))
    return Detection(looked, _of_all(looked))


def _candidates_of(file: SourceFile, known: Mapping[str, Source]) -> tuple[tuple[Candidate, ...], str | None]:
    try:
        if archive.is_zip(file):
            return _in_archive(file, known), None
        return _in_list(beginning_of(file), known)
    except BadFile as error:
        return (), str(error)


def _in_list(opened: Beginning, known: Mapping[str, Source]) -> tuple[tuple[Candidate, ...], str | None]:
    if not any(line.strip() for line in opened.lines):
        raise BadFile(f"{opened.file.name}: the file is empty; export it again with rows.")
    fits = sorted(_fits(opened, known, opened.file), key=lambda fit: fit.rank)
    if not fits:
        return (), _nothing_fits(opened)
    best = {fit.source: fit for fit in reversed(fits)}
    ordered = sorted(best.values(), key=lambda fit: fit.rank)
    return tuple(_candidate(fit, ordered) for fit in ordered), None


def _in_archive(file: SourceFile, known: Mapping[str, Source]) -> tuple[Candidate, ...]:
    """An archive is for the source that has a use for most of its files; among equals, for that which names them."""
    members = [member for member in archive.open_archive(file).members if _is_list(member)]
    found: dict[str, list[_Fit]] = {}
    for member in members:
        opened = _opened_or_none(member)
        if opened is not None:
            fits = _fits(opened, known, member)
            for source in {fit.source for fit in fits}:
                best = min((fit for fit in fits if fit.source == source), key=lambda fit: fit.rank)
                found.setdefault(source, []).append(best)
    if not found:
        raise BadFile(f"{file.name}: no file in this archive is a list that Orbit knows; unpack it and give the lists.")
    ordered = sorted(found, key=lambda name: (-len(found[name]), min(fit.place for fit in found[name]), name))
    most = [len(found[name]) for name in ordered]
    sure = len(ordered) == 1 or most[0] > most[1]
    return tuple(
        Candidate(name, None, _grade(place, sure=sure), len(found[name]), _in_words(found[name]))
        for place, name in enumerate(ordered)
    )


def _grade(place: int, *, sure: bool) -> Sureness:
    if place:
        return Sureness.POSSIBLE
    return Sureness.SURE if sure else Sureness.LIKELY


def _in_words(fits: Sequence[_Fit]) -> str:
    return f"it holds {_listed(sorted({fit.shape.name for fit in fits}))}"


def _fits(opened: Beginning, known: Mapping[str, Source], member: SourceFile) -> list[_Fit]:
    if opened.is_json:
        return [fit for source in known.values() if (fit := _json_fit(opened, source)) is not None]
    fits = [fit for source in known.values() if (fit := _list_fit(opened, source, member)) is not None]
    return fits + [fit for name in shipped_profiles() if (fit := _mapped_fit(opened, known, name)) is not None]


def _list_fit(opened: Beginning, source: Source, member: SourceFile) -> _Fit | None:
    named = shapes_for_member(member, source.shapes) if "/" in member.name else source.shapes
    shapes = [shape for shape in named if shape.format is Format.CSV]
    header = fitting_header(opened.lines, shapes) if shapes else None
    if header is None:
        return None
    return _Fit(
        source.name, None, header.shape, source.shapes.index(header.shape), _recognised(header), len(header.names)
    )


def _mapped_fit(opened: Beginning, known: Mapping[str, Source], name: str) -> _Fit | None:
    """A mapping fits where its own headers are there; those that it shares with the source speak for the source."""
    profile = shipped_profile(name)
    source = known.get(profile.source)
    if source is None:
        return None
    header = fitting_header(opened.lines, [mapped_shape(profile, source)])
    if header is None:
        return None
    return _Fit(source.name, name, header.shape, len(source.shapes), _recognised(header), len(header.names))


def _json_fit(opened: Beginning, source: Source) -> _Fit | None:
    documents = [shape for shape in source.shapes if shape.format is not Format.CSV]
    try:
        table = json_table(opened.file, opened.encoding, documents) if documents else None
    except BadFile:
        # Lines of JSON are no document to a source that reads documents alone.
        return None
    if table is None:
        return None
    fields = tuple(column.name for column in table.shape.columns if column.required)
    return _Fit(source.name, None, table.shape, source.shapes.index(table.shape), fields, len(fields))


def _recognised(header: Header) -> tuple[str, ...]:
    return tuple(sorted(name for name, column in zip(header.names, header.columns, strict=True) if column is not None))


def _candidate(fit: _Fit, ordered: Sequence[_Fit]) -> Candidate:
    """Sure is what knows most columns by two at least, or all there are while no other does."""
    others = [len(other.known) for other in ordered if other is not fit]
    ahead = len(fit.known) - max(others, default=0)
    if fit is not ordered[0]:
        sureness = Sureness.POSSIBLE
    elif ahead >= 2 or (ahead and len(fit.known) == fit.width):
        sureness = Sureness.SURE
    else:
        sureness = Sureness.LIKELY
    known = f"{len(fit.known)} of its {fit.width} columns are known from “{_called(fit)}”"
    because = f"{known}: {_listed(fit.known)}"
    return Candidate(fit.source, fit.mapping, sureness, len(fit.known), because)


def _called(fit: _Fit) -> str:
    if fit.mapping:
        return f"{fit.mapping.capitalize()} export"
    return f"Orbit’s {fit.source} template" if fit.shape.name == TEMPLATE else fit.shape.name


def _of_all(looked: Sequence[Looked]) -> tuple[Candidate, ...]:
    """The candidates that fit every file."""
    if len(looked) == 1:
        return looked[0].candidates
    shared = [one for one in looked[0].candidates if all(_among(one, other.candidates) for other in looked[1:])]
    totals = {one: one.known + sum(_among(one, other.candidates) for other in looked[1:]) for one in shared}
    ordered = sorted(shared, key=lambda one: (-totals[one], looked[0].candidates.index(one)))
    if len(ordered) == 1 and all(each.candidates[0].source == ordered[0].source for each in looked):
        return (replace(ordered[0], known=totals[ordered[0]]),)
    return tuple(
        replace(one, known=totals[one], sureness=Sureness.POSSIBLE if place else Sureness.LIKELY)
        for place, one in enumerate(ordered)
    )


def _among(wanted: Candidate, candidates: Sequence[Candidate]) -> int:
    same = (one.known for one in candidates if (one.source, one.mapping) == (wanted.source, wanted.mapping))
    return next(same, 0)


def _is_list(member: SourceFile) -> bool:
    return member.size > 0 and PurePosixPath(member.name).suffix.lower() in _LISTS


def _opened_or_none(file: SourceFile) -> Beginning | None:
    try:
        return beginning_of(file)
    except BadFile:
        return None


def _nothing_fits(opened: Beginning) -> str:
    if opened.is_json:
        return f"{opened.file.name}: this is JSON, but of no kind that Orbit knows; see `orbit sources`."
    return (
        f"{opened.file.name}: its columns are those of no list that Orbit knows. Choose what it is, "
        "and say which of its columns is which."
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:60] for name in names[:_SHOWN_NAMES])
    return shown if len(names) <= _SHOWN_NAMES else f"{shown} and {len(names) - _SHOWN_NAMES} more"
