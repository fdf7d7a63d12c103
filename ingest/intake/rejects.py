"""The file of rejected rows: what was wrong, how to mend it, and the row as it stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.intake.contract import Rejected

COLUMNS = ("file", "line", "column", "reason", "fix", "raw")
_INVISIBLE = " \ufeff\u200b\u200c\u200d\u2060\u00a0"
_FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")  # noqa: RUF001


def write_rejects(rejects: Iterable[Rejected]) -> bytes:
    """Return rejected rows as a CSV file (RFC 4180, UTF-8)."""
    return "".join(reject_lines(rejects)).encode("utf-8")


def reject_lines(rejects: Iterable[Rejected]) -> Iterator[str]:
    """Yield the header and one record for each rejected row.

    `raw` comes last and is the row itself, to be mended and imported again; so it alone is not neutralised.
    """
    yield ",".join(COLUMNS) + "\r\n"
    for row in rejects:
        told = [row.file, str(row.line), row.column, row.reason, row.fix]
        yield ",".join(quoted(cell) for cell in [*map(neutral, told), row.raw]) + "\r\n"


def neutral(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.lstrip(_INVISIBLE)[:1] in _FORMULA else cell


def quoted(cell: str) -> str:
    """Write a cell in quotes."""
    return '"' + cell.replace('"', '""') + '"'
