"""Reads `multipart/form-data` (RFC 7578) as it arrives: files go straight to disk, nothing large stays in memory."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote

from orbit.errors import UsageError

MOST_FIELDS = 100
_LONGEST_FIELDS = 256 * 1024
_LONGEST_HEAD = 8 * 1024
_LONGEST_NAME = 150
_BOUNDARY = re.compile(r'(?:^|;)\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([a-z*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))', re.IGNORECASE)
_BROKEN = "The form could not be read: it is not multipart/form-data as browsers send it."


class Sink(Protocol):
    """Where a file is written to."""

    def write(self, piece: bytes | bytearray) -> object:
        """Take the next bytes."""
        ...

    def close(self) -> None:
        """Take no more."""
        ...


class _At(Enum):
    """Where in the form the reader is."""

    BEFORE = auto()
    BOUNDARY = auto()
    HEAD = auto()
    BODY = auto()
    END = auto()


@dataclass(slots=True)
class _Part:
    """The part that is arriving: a file where `file` is set, else a field."""

    name: str
    file: Sink | None
    text: bytearray = field(default_factory=bytearray)


class FormReader:
    """Takes a form piece by piece; `new_file` is called with the plain name of each file and gives where to write it.

    `fields` are complete once `finish` was called. Raises UsageError for what is no form, and whatever `new_file`
    raises; then the reader is of no more use, and the open file is closed.
    """

    def __init__(self, content_type: str, new_file: Callable[[str, str], Sink]) -> None:
        self.fields: dict[str, str] = {}
        self._mark = b"\r\n--" + _boundary(content_type)
        self._new_file = new_file
        # The first boundary may be the very first bytes.
        self._held = bytearray(b"\r\n")
        self._at = _At.BEFORE
        self._part: _Part | None = None
        self._room = _LONGEST_FIELDS
        self._parts = 0

    def feed(self, piece: bytes) -> None:
        """Take the next bytes."""
        self._held += piece
        steps = {
            _At.BEFORE: self._to_boundary,
            _At.BODY: self._to_boundary,
            _At.BOUNDARY: self._after,
            _At.HEAD: self._head,
        }
        while self._at is not _At.END and steps[self._at]():
            pass

    def finish(self) -> None:
        """Say that nothing more comes; raises UsageError where the form is cut off."""
        if self._at is not _At.END:
            self.close()
            raise UsageError("The upload was cut off before its end. Send it again.")

    def close(self) -> None:
        """Close the file that is being written, if any."""
        if self._part is not None and self._part.file is not None:
            self._part.file.close()

    def _to_boundary(self) -> bool:
        at = self._held.find(self._mark)
        ready = at if at >= 0 else max(0, len(self._held) - len(self._mark) + 1)
        if self._part is not None:
            self._write(self._part, self._held[:ready])
        del self._held[:ready]
        if at < 0:
            return False
        del self._held[: len(self._mark)]
        self._end_part()
        self._at = _At.BOUNDARY
        return True

    def _after(self) -> bool:
        if len(self._held) < 2:
            return False
        if self._held.startswith(b"--"):
            self._at = _At.END
            return False
        if not self._held.startswith(b"\r\n"):
            raise UsageError(_BROKEN)
        self._at = _At.HEAD
        return True

    def _head(self) -> bool:
        # The line end before the head was left, so that a part without a head is seen as such.
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            if len(self._held) > _LONGEST_HEAD:
                raise UsageError(_BROKEN)
            return False
        self._part = self._begin(bytes(self._held[2:end]))
        del self._held[: end + 4]
        self._at = _At.BODY
        return True

    def _begin(self, head: bytes) -> _Part:
        self._parts += 1
        if self._parts > MOST_FIELDS:
            raise UsageError(f"The form has more than {MOST_FIELDS} fields.")
        told = _disposition(head)
        name = told.get("name")
        if name is None:
            raise UsageError(_BROKEN)
        filename = _file_name(told)
        # A file field that was left empty is sent as a file without a name.
        if filename is None or filename == "":
            return _Part(name if filename is None else "", None)
        return _Part(name, self._new_file(name, plain_name(filename)))

    def _write(self, part: _Part, piece: bytes | bytearray) -> None:
        if part.file is not None:
            part.file.write(piece)
            return
        self._room -= len(piece)
        if self._room < 0:
            raise UsageError(f"The fields of the form are longer than {_LONGEST_FIELDS >> 10} kB.")
        part.text += piece

    def _end_part(self) -> None:
        part, self._part = self._part, None
        if part is None:
            return
        if part.file is not None:
            part.file.close()
        elif part.name:
            self.fields[part.name] = _text(part.text)


def plain_name(told: str) -> str:
    """Return a file's name as it can be kept: its last part, without control characters, at most 150 letters long."""
    last = PurePosixPath(unicodedata.normalize("NFC", told).replace("\\", "/")).name
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if len(kept) > _LONGEST_NAME:
        kept = (
            f"{stem[: _LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"
            if stem and len(suffix) < 10
            else kept[:_LONGEST_NAME]
        )
    return kept or "upload"


def _boundary(content_type: str) -> bytes:
    kind, _, rest = content_type.partition(";")
    found = _BOUNDARY.search(rest) if kind.strip().lower() == "multipart/form-data" else None
    if found is None:
        raise UsageError("Send the files as a form: Content-Type: multipart/form-data with its boundary.")
    return (found[1] or found[2]).encode("latin-1", "replace")


def _disposition(head: bytes) -> dict[str, str]:
    for line in head.split(b"\r\n"):
        name, _, value = line.decode("utf-8", "replace").partition(":")
        if name.strip().lower() == "content-disposition" and value.strip().lower().startswith("form-data"):
            found = _PARAMETER.findall(value)
            return {key.lower(): re.sub(r'\\(["\\])', r"\1", quoted) or bare for key, quoted, bare in found}
    return {}


def _file_name(told: dict[str, str]) -> str | None:
    extended = told.get("filename*", "")
    if extended.lower().startswith("utf-8''"):
        return unquote(extended[7:])
    # Browsers write these three so.
    name = told.get("filename")
    return None if name is None else name.replace("%22", '"').replace("%0D", " ").replace("%0A", " ")


def _text(raw: bytearray) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("A field of the form is not text in UTF-8.") from error
