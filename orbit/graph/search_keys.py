"""Search keys: the spellings under which a name is found, as numbers, so that finding one is a pass over an array."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from orbit.graph.arrays import Array
from orbit.names import company_core, folded, person_name

_BYTES = 8


def person_spelling(name: str) -> str:
    """A person's name without titles, order and accents; empty for no name."""
    return person_name(name).key


def company_spelling(name: str) -> str:
    """A company's name without its legal form."""
    return company_core(name)


def plain_spelling(name: str) -> str:
    """A name regardless of case and blanks."""
    return folded(name)


def search_key(spelling: str) -> int:
    """Return the number of a spelling (64 bits); 0 for an empty one, which finds nobody."""
    return int.from_bytes(search_digest(spelling), "little")


def search_keys(spellings: Iterable[str]) -> Array:
    """Return the number of each spelling (uint64[n])."""
    return keys_of(map(search_digest, spellings))


def search_digest(spelling: str) -> bytes:
    """Return the number of a spelling as bytes."""
    return blake2b(spelling.encode(), digest_size=_BYTES).digest() if spelling else bytes(_BYTES)


def keys_of(digests: Iterable[bytes]) -> Array:
    """Return the numbers that are written so (uint64[n])."""
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def bearers(keys: Array, spelling: str) -> list[int]:
    """Return the places where `keys` holds the number of a spelling, ascending.

    Two spellings share a number about once in 2**64: whoever asks compares the names themselves.
    """
    wanted = search_key(spelling)
    return np.flatnonzero(keys == np.uint64(wanted)).tolist() if wanted else []
