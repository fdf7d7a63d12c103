"""The book of one revision in files: opened in a blink, each entity read when it is asked for, safe to delete."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

from orbit.book.book import Book
from orbit.book.codec import decoder, encode, fields_within
from orbit.book.load import Contents
from orbit.graph.arrays import Array, open_arrays, pack_texts, save_arrays, text_at
from orbit.model import Revision

# A new number for every change of how a value is written; changes of the fields show by themselves.
LAYOUT = 2
KeyT = TypeVar("KeyT", bound=str)
ThingT = TypeVar("ThingT")


class Kept(Mapping[KeyT, ThingT]):
    """A mapping over arrays of keys, in order, and of what is told of each as JSON.

    A value is decoded when it is asked for first, then held as long as the mapping: a revision never changes.
    """

    def __init__(self, keys: Array, text: Array, text_at: Array, decode: Callable[[str], ThingT]) -> None:
        self._keys = keys
        self._text = text
        self._text_at = text_at
        self._decode = decode
        self._known: dict[KeyT, ThingT] = {}

    def __getitem__(self, key: KeyT) -> ThingT:
        if key not in self._known:
            place = self._place(key)
            if place is None:
                raise KeyError(key)
            self._known[key] = self._decode(text_at(self._text, self._text_at, place))
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._place(key) is not None

    def __iter__(self) -> Iterator[KeyT]:
        return (key.decode() for key in self._keys.tolist())

    def __len__(self) -> int:
        return len(self._keys)

    def _place(self, key: str) -> int | None:
        wanted = key.encode("utf-8", "surrogatepass")
        place = bisect_left(self._keys, wanted)
        return place if place < len(self._keys) and self._keys[place] == wanted else None


def save_book(book: Book, folder: Path, revision: Revision) -> None:
    """Write a book in one step, marked with the revision it was read from."""
    arrays: dict[str, Array] = {}
    for name in _decoders():
        told: Mapping[str, Any] = getattr(book.contents, name)
        keys = sorted(told)
        arrays[f"{name}_key"] = np.array([key.encode() for key in keys], dtype=np.bytes_)
        arrays[f"{name}_text"], arrays[f"{name}_text_at"] = pack_texts(encode(told[key]) for key in keys)
    save_arrays(folder, arrays, _marks(revision) | {"unplaced": list(book.contents.unplaced)})


def open_book(folder: Path, revision: Revision) -> Book | None:
    """Open a kept book; None when it is missing, torn, of another layout or of another revision."""
    opened = open_arrays(folder)
    if opened is None:
        return None
    arrays, meta = opened
    unplaced = meta.pop("unplaced", None)
    if meta != _marks(revision):
        return None
    try:
        kept = {name: _kept(arrays, name, decode) for name, decode in _decoders().items()}
    except KeyError:
        return None
    return Book(Contents(**kept, unplaced=unplaced))


def _kept(arrays: Mapping[str, Array], name: str, decode: Callable[[str], Any]) -> Kept[Any, Any]:
    return Kept(arrays[f"{name}_key"], arrays[f"{name}_text"], arrays[f"{name}_text_at"], decode)


def _marks(revision: Revision) -> dict[str, Any]:
    return {"layout": LAYOUT, "fields": fields_within(Contents), "revision": revision}


@cache
def _decoders() -> Mapping[str, Callable[[str], Any]]:
    """What decodes the values of each mapping that the book holds."""
    hints = get_type_hints(Contents)
    return {name: decoder(get_args(hint)[1]) for name, hint in hints.items() if get_origin(hint) is Mapping}
