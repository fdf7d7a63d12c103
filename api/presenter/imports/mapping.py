"""A mapping of the reader's own: which of their columns is which of ours, suggested, chosen, and written down."""

from __future__ import annotations

from collections.abc import Mapping

from api.imports.mapping import mapping_text
from api.presenter.forms import Json
from ingest import get_source
from ingest.intake.archive import is_zip
from ingest.intake.contract import SourceFile
from ingest.intake.mapping import shipped_profile, shipped_profiles
from ingest.intake.suggesting import raw_rows, suggested, template_of
from orbit.errors import BadFile

_SHOWN_ROWS = 3


def own_mapping_form(file: SourceFile, source: str, recognised: Mapping[str, str]) -> Json | None:
    """Which of a list's columns may be which of ours, `recognised` first; None where there is nothing to choose."""
    chosen = get_source(source)
    template = template_of(chosen)
    try:
        rows = [] if template is None or is_zip(file) else raw_rows(file, rows=_SHOWN_ROWS)
    except BadFile:
        rows = []
    if template is None or not rows:
        return None
    headers = [cell for cell in rows[0] if cell]
    told = dict(recognised) or suggested(headers, chosen)
    columns = [
        {"name": each.name, "meaning": each.meaning, "required": each.required, "header": told.get(each.name)}
        for each in template.columns
    ]
    return {"headers": headers, "rows": rows[1:], "columns": columns}


def chosen_mapping(source: str, chosen: Mapping[str, str], recognised: Mapping[str, str]) -> str | None:
    """Write down the mapping that a reader chose, from our columns to their headers; None where it says nothing new."""
    wanted = {ours: theirs for ours, theirs in chosen.items() if theirs}
    if not wanted or wanted == dict(recognised):
        return None
    return mapping_text(source, {theirs: ours for ours, theirs in wanted.items()})


def mappings_for(source: str) -> list[str]:
    """The names of the shipped mappings for a source."""
    return [name for name in shipped_profiles() if shipped_profile(name).source == source]
