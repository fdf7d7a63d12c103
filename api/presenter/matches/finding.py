"""Whom a single record means: a name with a company, an address or a profile, looked up among everybody."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from math import isfinite
from threading import Lock

from api.presenter.forms import Json, person_form
from api.presenter.matches.telling import waterfall_form
from api.presenter.sharing.whose import seen_records
from api.workspace import Scene, Workspace
from orbit.errors import UsageError
from orbit.model import EntityId, Person, RecordKey, Ref, Revision
from orbit.resolve.matching import LEARNED, matching_in
from orbit.resolve.newcomers.finding import Finder, Meant

_ASKED = RecordKey("asked", "record")
_REF = Ref("asked", "what was asked")
_NOT_MATCHED = (
    "People have not been matched by the weights that hold now. Match them once with `orbit review recluster`, "
    "then ask again."
)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody knows of a person; the name, and whatever else there is."""

    name: str
    company: str | None = None
    title: str | None = None
    location: str | None = None
    email: str | None = None
    linkedin: str | None = None

    def as_record(self, day: date) -> Person:
        """Return it as a source would have told it."""
        return Person(
            _ASKED,
            self.name,
            _REF,
            day,
            emails=(self.email,) if self.email else (),
            linkedin=self.linkedin,
            title=self.title,
            company=self.company,
            location=self.location,
        )


class Findings:
    """Finds people as they were matched last; what is kept of that is opened again when something was written."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept: tuple[tuple[Revision, str | None], Finder, str] | None = None
        self._one_at_a_time = Lock()

    def answer(self, scene: Scene, said: Said, limit: int) -> Json:
        """The people whom a record may mean, best first, and by which keys too many do to be looked at.

        Raises UsageError when nobody was matched yet.
        """
        finder, version = self._present()
        found = finder.find(said.as_record(scene.as_of), limit, self._seen(scene))
        return {
            "items": [form for one in found.people if (form := _form(scene, one, version)) is not None],
            "too_many": [{"key": key.name, "most": key.cap} for key in found.crowded],
        }

    def _present(self) -> tuple[Finder, str]:
        workspace = self._workspace
        with self._one_at_a_time:
            moment = workspace.store.revision(), workspace.store.meta(LEARNED)
            if self._kept is None or self._kept[0] != moment:
                matching = matching_in(workspace.store, workspace.policy.matching)
                kept = workspace.memory.open(matching.key, matching.model)
                if kept is None:
                    raise UsageError(_NOT_MATCHED)
                self._kept = moment, Finder(workspace.store, kept, matching), matching.model.version
            return self._kept[1], self._kept[2]

    def _seen(self, scene: Scene) -> Finder.Seen | None:
        """Return which records of a person everybody may see; None: all."""
        if scene.sight is None:
            return None

        def seen(person: EntityId) -> Container[RecordKey]:
            return {record.key for record in seen_records(self._workspace.store, scene, person)}

        return seen


def _form(scene: Scene, one: Meant, version: str) -> Json | None:
    number = scene.view.snapshot.person(one.person)
    if number is None:
        return None
    return {
        "person": person_form(scene, number),
        "record": str(one.record),
        "band": one.band.value,
        "gap_bits": round(one.gap, 2) if isfinite(one.gap) else None,
        "doubts": list(one.against),
        "waterfall": waterfall_form(one.why, version),
    }
