"""What companies of other sizes need, from what was measured: at most, as if no two employees knew the same person."""

from __future__ import annotations

from collections.abc import Mapping

from bench.sides import Figures

# Connections that an employee's export brings, if every employee hands one in; a prior.
CONNECTIONS = 450
EMPLOYEES = (50, 5_000, 500_000)
_GIB = 1024**3
_HOUR = 3600


def sizing_figures(measured: Mapping[str, int | float], people: int) -> Figures:
    """People, items, GiB on disk and hours of loading for each size, in proportion to the workspace of so many people.

    Raises KeyError when the stores have not been measured.
    """
    figures: Figures = {"sizing_connections_per_employee": CONNECTIONS}
    for employees in EMPLOYEES:
        known = employees * CONNECTIONS
        items = round(known * measured["load_items"] / people)
        size = f"sizing_{employees}"
        figures |= {f"{size}_people": known, f"{size}_items": items}
        for store in ("sqlite", "neo4j"):
            room, pace = measured[f"disk_{store}_bytes_per_item"], measured[f"load_{store}_items_per_s"]
            figures[f"{size}_{store}_gib"] = _rounded(items * room / _GIB)
            figures[f"{size}_{store}_load_hours"] = _rounded(items / pace / _HOUR)
        figures[f"{size}_snapshot_hours"] = _rounded(
            items / measured["load_items"] * measured["snapshot_sqlite_s"] / _HOUR
        )
    return figures


def _rounded(value: float) -> float:
    """Three digits that count: more are not known."""
    return float(f"{value:.3g}")
