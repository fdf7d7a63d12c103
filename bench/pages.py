"""Tables in Markdown, and their places in the pages of the docs: each is made by a command, none is typed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from orbit.errors import UsageError


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    return "".join([_line(heads), f"|{'---|' * len(heads)}\n", *map(_line, rows)])


def filled(page: str, mark: str, tables: Mapping[str, str]) -> str:
    """Return a page with the tables between `<!-- MARK NAME -->` and `<!-- end of MARK -->`, there without a colon.

    Raises UsageError where the page names a table that there is not.
    """

    def fill(place: re.Match[str]) -> str:
        if place[2] not in tables:
            raise UsageError(f"There is no table {place[2]!r}; there are: {', '.join(tables)}")
        return f"{place[1]}{tables[place[2]]}{place[3]}"

    ending = f"<!-- end of {mark.removesuffix(':')} -->"
    return re.sub(rf"(<!-- {mark} (\w+) -->\n).*?({ending})", fill, page, flags=re.DOTALL)


def put_in_place(pages: Sequence[Path], mark: str, tables: Mapping[str, str]) -> None:
    """Write the tables into their places in the pages (see `filled`); where there are no pages, print them."""
    if not pages:
        sys.stdout.write("\n".join(f"{name}\n\n{table}" for name, table in tables.items()))
    for page in pages:
        try:
            page.write_text(filled(page.read_text(encoding="utf-8"), mark, tables), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"Cannot use {page}: {error.strerror}") from error


def _line(cells: Sequence[str]) -> str:
    return f"|{''.join(f' {cell} |' if cell else ' |' for cell in cells)}\n"
