"""Which column of an unknown list may be which of a source's: for somebody to check, never to be taken as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.intake.contract import Format, Shape, Source, SourceFile
from ingest.intake.headers import DELIMITERS, folded
from ingest.intake.mapping import shipped_profile, shipped_profiles
from ingest.intake.records import Record, split
from ingest.intake.sampling import Beginning, beginning_of

_ALIKE = 85.0
_LOOKED_AT = 20
_SHOWN_CELL = 120


def raw_rows(file: SourceFile, *, rows: int) -> list[list[str]]:
    """Return the likeliest header of a list and its first rows, as they stand in the file; raises BadFile."""
    opened = beginning_of(file)
    if opened.is_json:
        return []
    tables = (_first_rows(opened, sign, rows) for sign in DELIMITERS)
    return max(tables, key=lambda table: len(table[0]) if table else 0)


def suggested(headers: Sequence[str], source: Source) -> dict[str, str]:
    """Return for columns of a source's template the header that may be meant: by a known name, else by likeness."""
    template = template_of(source)
    if template is None:
        return {}
    known = _known_names(source)
    found: dict[str, str] = {}
    for header in headers:
        ours = known.get(folded(header))
        if ours is not None:
            found.setdefault(ours, header)
    taken = set(found.values())
    for column in template.columns:
        near = None if column.name in found else _nearest(column.name, [one for one in headers if one not in taken])
        if near is not None:
            found[column.name] = near
            taken.add(near)
    return found


def template_of(source: Source) -> Shape | None:
    """Return the shape to whose columns a mapping of one's own leads; None for a source that reads no lists."""
    return next((shape for shape in source.shapes if shape.format is Format.CSV), None)


def _first_rows(opened: Beginning, delimiter: str, rows: int) -> list[list[str]]:
    lines = iter(opened.lines)
    found = [record for record in _records(lines, delimiter) if any(cell.strip() for cell in record.cells)]
    if not found:
        return []
    # A preamble above the header is narrower than the list.
    width = max(len(record.cells) for record in found)
    start = next(place for place, record in enumerate(found) if len(record.cells) == width)
    return [[_shown(cell) for cell in record.cells] for record in found[start : start + rows + 1]]


def _records(lines: Iterator[str], delimiter: str) -> list[Record]:
    records = split(lambda _: next(lines, ""), delimiter)
    return [record for _, record in zip(range(_LOOKED_AT), records, strict=False) if record.problem is None]


def _known_names(source: Source) -> dict[str, str]:
    known: dict[str, str] = {}
    for shape in source.shapes:
        for column in shape.columns:
            for header in column.headers:
                known.setdefault(folded(header), column.name)
    for profile in map(shipped_profile, shipped_profiles()):
        if profile.source == source.name:
            for theirs, ours in profile.columns.items():
                known.setdefault(folded(theirs), ours)
    template = template_of(source)
    ours_alone = {column.name for column in template.columns} if template else set()
    return {theirs: ours for theirs, ours in known.items() if ours in ours_alone}


def _nearest(name: str, headers: Sequence[str]) -> str | None:
    from rapidfuzz import fuzz, process  # only a mapping of one's own needs it

    wanted = name.replace("_", " ")
    near = process.extractOne(wanted, headers, scorer=fuzz.token_sort_ratio, processor=folded, score_cutoff=_ALIKE)
    return None if near is None else str(near[0])


def _shown(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= _SHOWN_CELL else f"{text[:_SHOWN_CELL]}…"
