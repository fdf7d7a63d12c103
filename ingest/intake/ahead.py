"""Looks at the rows of a table before they are read, for what one row can only say with the help of others."""

from __future__ import annotations

from ingest.intake.contract import Row, Table


def rows_ahead(table: Table) -> list[Row]:
    """Return the rows of a table, which stay there to be read; for tables that fit in memory."""
    kept = list(table.rows)
    table.rows = iter(kept)
    return [row for row in kept if isinstance(row, Row)]
