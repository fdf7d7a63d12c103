"""CRMs and pages that may hold the panel, as settings show and connect them; secrets are written, never shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.presenter.forms import Json
from api.surfaces.connections import FRAMES, SIGNING, Connection, Connections, new_connection
from api.surfaces.launch import Surface
from orbit.errors import UsageError
from orbit.settings import Settings


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which surface to connect: as which of its accounts, with which secret, held by which pages."""

    surface: str
    instance: str
    frames: tuple[str, ...]
    secret: str = field(repr=False)


def surfaces_answer(settings: Settings) -> Json:
    """Every surface: whether it is connected, with which account of it, and who may hold the panel."""
    known = Connections(settings.home).all()
    return {"items": [_form(surface, known.get(surface)) for surface in FRAMES]}


def connected(settings: Settings, wanted: Wanted) -> None:
    """Connect a surface, or connect it anew; raises UsageError for what it does not take."""
    surface = _surface(wanted.surface)
    made = new_connection(surface, secret=wanted.secret, instance=wanted.instance, frames=wanted.frames)
    Connections(settings.home).put(made)


def disconnected(settings: Settings, surface: str) -> None:
    """Forget a surface with its secret."""
    Connections(settings.home).remove(_surface(surface))


def _form(surface: Surface, found: Connection | None) -> Json:
    return {
        "surface": surface.value,
        "signs": surface in SIGNING,
        "connected": found is not None,
        "instance": "" if found is None else found.instance,
        "frames": list(FRAMES[surface] if found is None else found.frames),
    }


def _surface(text: str) -> Surface:
    found = next((surface for surface in FRAMES if surface.value == text), None)
    if found is None:
        raise UsageError(f"Choose one of: {', '.join(FRAMES)}.")
    return found
