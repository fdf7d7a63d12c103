"""How right and how fast matching is: people of history, companies, and the fictional company at a million records."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from orbit.errors import UsageError

MILLION = 1_000_000
_SMALL = 50_000
_FEW = 8_000
_SETS = ("historical_dev", "organisations_dev", "world_50k", "world_1m")
_FILES = {"people": "historical_dev.csv", "organisations": "ror_dev.json"}


class Kind(StrEnum):
    """What a file of known truth is about."""

    PEOPLE = "people"
    ORGANISATIONS = "organisations"


def measure(
    place: object,
    say: Callable[[str], None],
    *,
    quick: bool = False,
    data: Path | None = None,
    kind: str | None = None,
) -> dict[str, Any]:
    """Return figures and peers in the shape of `orbit bench`; `place` is not looked at.

    `quick` leaves out what takes long, Splink too; `data` measures on another file of a `kind`, and on nothing else.
    """
    del place
    if data is not None:
        return _of_file(_kind(kind), data, say, quick=quick)
    figures: dict[str, float] = {}
    peers: dict[str, float] = {}
    for one in Kind:
        found = _near(one)
        if found is None:
            say(f"The set of {one} was not found; name a file with --data FILE --kind {one}.")
            continue
        told = _of_file(one, found, say, quick=quick)
        figures |= told["figures"]
        peers |= told["peers"]
    told = _world(say, quick=quick)
    figures |= told["figures"]
    return {"figures": figures | worst(figures), "peers": peers | told["peers"]}


def worst(figures: dict[str, float]) -> dict[str, float]:
    """Return the least right automatic band and the largest calibration error of all sets."""
    auto = [figures[f"{name}_auto_precision"] for name in _SETS if f"{name}_auto_precision" in figures]
    error = [figures[f"{name}_calibration_error"] for name in _SETS if f"{name}_calibration_error" in figures]
    told = {}
    if auto:
        told["auto_band_precision_min"] = min(auto)
    if error:
        told["calibration_error"] = max(error)
    return told


def _kind(told: str | None) -> Kind:
    try:
        return Kind(told or "")
    except ValueError as error:
        raise UsageError(f"say what the file is about: --kind {' or '.join(Kind)}") from error


def _of_file(kind: Kind, path: Path, say: Callable[[str], None], *, quick: bool) -> dict[str, Any]:
    if kind is Kind.PEOPLE:
        from bench.matching_people import measure_people

        return measure_people(path, say, beside_splink=not quick)
    from bench.matching_organisations import measure_organisations

    told: dict[str, Any] = measure_organisations(path, say)
    return told


def _near(kind: Kind) -> Path | None:
    """Find a set of known truth beside the clone."""
    path = Path(__file__).resolve().parents[2] / "shared" / "data" / "matching" / _FILES[kind]
    return path if path.is_file() else None


def _world(say: Callable[[str], None], *, quick: bool) -> dict[str, Any]:
    from bench.matching_scale import measure_growth, measure_world
    from bench.matching_served import measure_served
    from bench.matching_workspace import measure_workspace

    if quick:
        told = measure_world(_SMALL, "50k", say, beside_splink=False)
        return {"figures": told["figures"] | measure_workspace(_FEW, say) | measure_served(_FEW, say), "peers": {}}
    told = measure_world(MILLION, "1m", say, beside_splink=True)
    figures = told["figures"] | measure_growth(3 * MILLION, "3m", say) | measure_workspace(2 * _SMALL, say)
    figures |= measure_served(MILLION, say)
    return {"figures": figures, "peers": told["peers"]}
