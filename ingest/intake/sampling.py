"""The beginning of a list, read as text: enough to tell what it is without reading all of it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from ingest.intake.contract import SourceFile
from ingest.intake.decode import Encoding, detect
from ingest.intake.documents import looks_like_json
from ingest.intake.tables import first_lines

SAMPLE = 1 << 18
_JSON = (".json", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of one list, read as text."""

    file: SourceFile
    encoding: Encoding
    lines: Sequence[str]

    @property
    def is_json(self) -> bool:
        """Say whether it is JSON, by its name or by how it begins."""
        first = next((line for line in self.lines if line.strip()), "")
        return self.file.name.lower().endswith(_JSON) or looks_like_json(first)


def beginning_of(file: SourceFile) -> Beginning:
    """Read the beginning of a list; its `file` is no longer than that, but for JSON. Raises BadFile for no text."""
    sample = _sampled(file)
    encoding = detect(sample)
    opened = Beginning(sample, encoding, first_lines(sample, encoding))
    return replace(opened, file=file) if opened.is_json else opened


def _sampled(file: SourceFile) -> SourceFile:
    with file.open() as stream:
        head = stream.read(SAMPLE)
    if len(head) == SAMPLE:
        head = _whole_lines(head)
    return replace(file, open=partial(_in_memory, head), size=len(head))


def _in_memory(head: bytes) -> BinaryIO:
    return io.BytesIO(head)


def _whole_lines(head: bytes) -> bytes:
    """Cut after the last line end: a cut within a letter would look like damage."""
    end = head.rfind(b"\n") + 1
    # In UTF-16 that writes the lesser byte first, line ends begin at even places, and a zero belongs to them.
    end += end % 2 and head.startswith(b"\0", end)
    return head[:end] if end else head
