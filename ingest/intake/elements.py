"""The fields of one JSON element: what it says, checked, with errors that name the field by its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.intake import dates
from orbit.dates import PartialDate
from orbit.errors import BadRow

_GRAMMAR = dates.either(dates.iso, dates.timestamp)
_STILL = frozenset({"present", "current", "now"})


@dataclass(frozen=True, slots=True)
class Element:
    """A JSON object and where it stands in its row: `experience[2]`, or nothing for the row itself."""

    fields: Mapping[str, Any]
    path: str = ""

    @classmethod
    def of(cls, value: object, path: str = "") -> Element:
        """Wrap a parsed JSON value; raise BadRow when it is no object."""
        if not isinstance(value, dict):
            raise BadRow(path or "(row)", "this is not a JSON object", "write it as {...} with named fields")
        return cls(value, path)

    def at(self, name: str) -> str:
        """The path of a field, as errors name it."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, name: str) -> str | None:
        """Return a text or number as trimmed text; anything else, and blanks, count as not told."""
        value = self.fields.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        return " ".join(str(value).split()) or None

    def needed(self, name: str, fix: str) -> str:
        """Return a text that must be there; raise BadRow with `fix` when it is not."""
        told = self.text(name)
        if told is None:
            raise BadRow(self.at(name), "nothing is written here", fix)
        return told

    def inner(self, name: str) -> Element:
        """Return the object in a field; one without fields when there is none."""
        value = self.fields.get(name)
        return Element(value if isinstance(value, dict) else {}, self.at(name))

    def each(self, name: str) -> list[Element]:
        """Return the objects of a list field, in order; raise BadRow when one of them is no object."""
        value = self.fields.get(name)
        members = value if isinstance(value, list) else []
        return [Element.of(member, f"{self.at(name)}[{index}]") for index, member in enumerate(members)]

    def texts(self, name: str) -> list[str]:
        """Return the texts of a list field, in order."""
        value = self.fields.get(name)
        return [member for member in value if isinstance(member, str)] if isinstance(value, list) else []

    def partial(self, name: str) -> PartialDate | None:
        """Return a year, month or day; of a timestamp its day; "present" counts as not told."""
        told = self.text(name)
        return None if told is None or self.is_open(name) else self._read(name, told, _GRAMMAR)

    def is_open(self, name: str) -> bool:
        """Say whether a date is empty or says that it still lasts."""
        told = self.text(name)
        return told is None or told.casefold() in _STILL

    def day(self, name: str) -> date | None:
        """Return the day of an ISO date or timestamp as written, or of milliseconds since 1970 in UTC."""
        told = self.text(name)
        if told is None:
            return None
        grammar = dates.epoch_milliseconds if isinstance(self.fields[name], int) else dates.timestamp
        return self._read(name, told, grammar).earliest

    def _read(self, name: str, told: str, grammar: dates.Grammar) -> PartialDate:
        try:
            return grammar(told)
        except ValueError as error:
            raise BadRow(self.at(name), str(error), "mend the date", otherwise="leave it out") from error
