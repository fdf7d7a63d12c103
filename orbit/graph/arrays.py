"""Named numpy arrays in a folder: written whole or not at all, opened memory-mapped in a blink."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

import numpy as np
from numpy.lib.format import read_array_header_1_0, read_magic
from numpy.typing import NDArray

Array = NDArray[Any]
_META = "meta.json"
# The system keeps what was written at once as one piece, up to 2 MiB, and gives whoever reads a byte of it the whole.
_PIECE = 64 * 1024
_LARGE = 1024 * 1024
_INT32 = np.iinfo(np.int32).max
_AT_ONCE = 1 << 17


def save_arrays(folder: Path, arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> None:
    """Write arrays and a few JSON facts to `folder`, replacing what stood there in one step.

    A reader sees the old folder or the new one, never a mixture: everything is written beside it, synced, renamed.
    """
    draft = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    listing = {}
    for name, array in arrays.items():
        target = draft / f"{name}.npy"
        with target.open("wb", buffering=_PIECE) as file:
            np.save(_InPieces(file), array, allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        listing[name] = {"bytes": target.stat().st_size, "crc32": crc32(np.ascontiguousarray(array).data)}
    (draft / _META).write_text(json.dumps({"arrays": listing, **facts}, sort_keys=True), encoding="utf-8")
    _swap_in(draft, folder)


class _InPieces:
    """A file that is written in pieces, so that a process has no more of it in memory than it looks at."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, content: bytes) -> int:
        """Write all of it."""
        for first in range(0, len(content), _PIECE):
            self._file.write(content[first : first + _PIECE])
        return len(content)


def _swap_in(draft: Path, folder: Path) -> None:
    former = draft.with_suffix(".old")
    shutil.rmtree(former, ignore_errors=True)
    with suppress(FileNotFoundError):
        folder.rename(former)
    try:
        draft.rename(folder)
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise
        # Another process made the same arrays at the same moment; theirs stand.
        shutil.rmtree(draft)
    shutil.rmtree(former, ignore_errors=True)


class _Pages(mmap):
    """The mapped pages of an array; where it begins in its file, and the file itself if rows are to be read apart."""

    begin = 0
    file: int | None = None

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        # Kept here: when Python ends, modules may have been emptied before.
        if self.file is not None:
            close(self.file)


def open_arrays(folder: Path, apart: Collection[str] = ()) -> tuple[dict[str, Array], dict[str, Any]] | None:
    """Map the arrays of `folder` into memory; None when it is missing, torn or of another layout.

    `apart`: of which, if they are large, `rows_at`, `row_at` and `text_at` read rows from the file.
    """
    try:
        meta = json.loads((folder / _META).read_text(encoding="utf-8"))
        listing = meta.pop("arrays")
        if any((folder / f"{name}.npy").stat().st_size != entry["bytes"] for name, entry in listing.items()):
            return None
        arrays = {name: _mapped(folder / f"{name}.npy", is_apart=name in apart) for name in listing}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return arrays, meta


def _mapped(path: Path, *, is_apart: bool) -> Array:
    """A plain array over the mapped pages of what `save_arrays` wrote; `np.load` takes four times as long to map it."""
    with path.open("rb") as file:
        read_magic(file)
        shape, by_column, kind = read_array_header_1_0(file)
        pages = _Pages(file.fileno(), 0, access=ACCESS_READ)
        pages.begin = file.tell()
        # All of a small file is soon in memory, and there a row is found sooner than it is read.
        if is_apart and len(pages) >= _LARGE and sys.platform != "win32":
            pages.file = os.dup(file.fileno())
        return np.ndarray(shape, kind, pages, pages.begin, order="F" if by_column else "C")


def rows_at(column: Array, first: int, end: int) -> Array:
    """Rows of a column, `first` to `end`, of which only some are ever asked for (see `open_arrays`).

    Whoever touches a mapped row has the system map 64 KiB around it: where rows lie far from each other, that comes to
    the whole file. Only they themselves are read.
    """
    read = _read(column, first, end)
    return column[first:end] if read is None else np.frombuffer(read, column.dtype)


def row_at(column: Array, index: int) -> bytes:
    """One row of a column of byte strings (see `rows_at`)."""
    read = _read(column, index, index + 1)
    return bytes(column[index]) if read is None else read.rstrip(b"\0")


def _read(column: Array, first: int, end: int) -> bytes | None:
    """Rows of a column as they stand in its file; None where it is not read apart."""
    pages: object = column.base
    if not isinstance(pages, _Pages) or pages.file is None:
        return None
    size = column.itemsize
    return os.pread(pages.file, (end - first) * size, pages.begin + first * size)


def damaged_arrays(folder: Path) -> list[str]:
    """Name the arrays of a folder whose content no longer fits its checksum."""
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    return [
        name
        for name, entry in meta["arrays"].items()
        if crc32(np.ascontiguousarray(np.load(folder / f"{name}.npy", allow_pickle=False)).data) != entry["crc32"]
    ]


def pack_texts(texts: Iterable[str]) -> tuple[Array, Array]:
    """Pack strings into one byte array and the n+1 offsets of their ends (uint8[m]; see `text_bounds`)."""
    encoded = [text.encode("utf-8") for text in texts]
    bounds = text_bounds(np.array([len(text) for text in encoded], dtype=np.int64))
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), bounds


def text_bounds(lengths: Array) -> Array:
    """Where texts of so many bytes begin, one behind the other, and the last ends (n+1; int32, int64 beyond 2 GiB)."""
    ends = np.cumsum(lengths, dtype=np.int64)
    bounds = np.zeros(len(lengths) + 1, dtype=np.int32 if ends[-1:].sum() <= _INT32 else np.int64)
    bounds[1:] = ends
    return bounds


def text_at(blob: Array, offsets: Array, index: int) -> str:
    """Read back one string of `pack_texts` (see `rows_at`)."""
    first, end = offsets.item(index), offsets.item(index + 1)
    read = _read(blob, first, end)
    return (blob[first:end].tobytes() if read is None else read).decode()


def distinct(numbers: Array) -> Array:
    """The different numbers, ascending: `np.unique`, which loads all of masked arrays to see that it was given none."""
    ordered = np.sort(numbers)
    different: Array = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return different


def either(some: Array, others: Array) -> Array:
    """The different numbers of both, ascending: `np.union1d`, which takes several times as long."""
    return distinct(np.concatenate([some, others]))


def are_in(numbers: Array, some: Collection[int]) -> Array:
    """Which of the numbers are among some, mostly few or none (bool, of their shape); `np.isin` takes longer."""
    if not some:
        return np.zeros(numbers.shape, dtype=np.bool_)
    wanted = np.sort(np.fromiter(some, dtype=np.int64, count=len(some)))
    found: Array = wanted[np.minimum(np.searchsorted(wanted, numbers), len(wanted) - 1)] == numbers
    return found


def taken(column: Array, rows: Array) -> Array:
    """Some rows of a column, by numbers from 0: `column.take`, which widens all narrow numbers before it begins.

    For a number that no row has, any row is returned.
    """
    found = np.empty((len(rows), *column.shape[1:]), dtype=column.dtype)
    for first in range(0, len(rows) if len(column) else 0, _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        # Clipping is how numpy leaves out looking at every number first.
        column.take(rows[some], axis=0, out=found[some], mode="clip")
    return found


def ranges(starts: Array, counts: Array) -> Array:
    """Concatenate the index ranges `starts[i] .. starts[i]+counts[i]` (int64[sum of counts])."""
    ends = np.cumsum(counts, dtype=np.int64)
    found = np.repeat(starts - ends + counts, counts)
    found += np.arange(len(found))
    return found


def counts_at(bounds: Array, index: Array) -> Array:
    """How many elements the ranges `bounds[i] .. bounds[i+1]` have, for each i in `index`."""
    counts: Array = bounds[index + 1] - bounds[index]
    return counts
