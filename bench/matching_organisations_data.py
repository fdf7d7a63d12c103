"""The organisations on which matching is measured, and the questions asked of them: names of companies, truth known."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from orbit.errors import BadFile
from orbit.names import folded, web_domain
from orbit.names.company_name import company_name
from orbit.resolve.naming.comparing import Compared, Question, compared
from orbit.resolve.naming.entry import Entry
from orbit.resolve.naming.index import Link, NameIndex
from orbit.resolve.naming.learning import Examples
from orbit.resolve.naming.matching import unlisted
from orbit.resolve.naming.vetoes import vetoes

_ASKED_KINDS = frozenset({"alias", "label"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose answer is known: the place of the organisation among the entries, and in which half it is."""

    question: Question
    company: int
    tuned: bool


@dataclass(frozen=True, slots=True)
class Organisations:
    """All organisations of a file that are active, by name alone or with their other names, and what is asked."""

    entries: tuple[Entry, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One question with all companies it was compared with."""

    asked: Asked
    compared: tuple[Compared, ...]


def read_organisations(path: Path, *, aliases: bool) -> Organisations:
    """Read a file of organisations; raises BadFile when it has another shape.

    Asked is each alias and label in Latin letters of an active company that is not its very name. Half of the
    organisations, by a digest of their id, is for tuning.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        active = [one for one in told if one["status"] == "active"]
        entries = tuple(_entry(one, aliases=aliases) for one in active)
        asked = tuple(question for place, one in enumerate(active) for question in _asked(place, one))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFile(
            f"{path} is no list of organisations with id, name, aliases, country, web, types and status."
        ) from error
    if not asked:
        raise BadFile(f"{path} holds no company with another name, so there is nothing to ask.")
    return Organisations(entries, asked)


def rows(index: NameIndex, asked: Sequence[Asked]) -> Iterator[Row]:
    """Compare each question; where the index knows the asked name as an alias, it is left out for its own company."""
    for one in asked:
        _, found = compared(index, one.question, own_link(index, one))
        yield Row(one, tuple(found))


def mistyped(asked: Asked) -> Asked:
    """Return the question with one slip of the keyboard in its longest word; the same slip each time."""
    name = asked.question.name
    word = max(name.split(), key=len)
    digest = hashlib.sha256(name.encode()).digest()
    at = 1 + digest[0] % max(1, len(word) - 2)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:] if len(word) > 1 else word * 2,
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        word[:at] + "aeiours"[digest[2] % 7] + word[at + 1 :],
    )
    return replace(asked, question=replace(asked.question, name=name.replace(word, slips[digest[1] % 4], 1)))


def own_link(index: NameIndex, asked: Asked) -> Link | None:
    """Return the link that would give the answer away: the asked name as an alias of the company asked for.

    None where another name of the company comes to the same words, or none does.
    """
    entry, text = index.entries[asked.company], asked.question.name
    others = (other for other in (entry.name, *entry.aliases) if folded(other) != folded(text))
    wanted = company_name(text).tokens
    return None if any(company_name(other).tokens == wanted for other in others) else index.link(asked.company, text)


def examples(index: NameIndex, found: Sequence[Row], *, countries: bool) -> Examples:
    """Lay rows out for learning; `countries` says whether the questions told the country."""
    each = [(number, row, one) for number, row in enumerate(found) for one in row.compared]
    return Examples(
        values=np.array([one.values for _, _, one in each], float),
        right=np.array([one.link.company == row.asked.company for _, row, one in each], bool),
        questions=np.array([number for number, _, _ in each], np.int64),
        groups=np.array([row.asked.company for _, row, _ in each], np.int64),
        countries=np.full(len(each), countries),
        vetoed=np.array([_is_vetoed(index, row, one) for _, row, one in each], bool),
        floor=unlisted(len(index.entries)),
    )


def _is_vetoed(index: NameIndex, row: Row, one: Compared) -> bool:
    asked = index.asked(row.asked.question.name)
    return bool(vetoes(asked, index.spellings[one.link.spelling], one.values))


def joined(ones: Examples, others: Examples) -> Examples:
    """Put two lots of examples behind each other, the questions numbered on."""
    later = int(ones.questions.max(initial=-1)) + 1
    parts = (ones, replace(others, questions=others.questions + later))
    arrays = [field.name for field in fields(Examples) if field.name != "floor"]
    both: dict[str, Any] = {name: np.concatenate([getattr(part, name) for part in parts]) for name in arrays}
    return replace(ones, **both)


def _entry(told: Mapping[str, Any], *, aliases: bool) -> Entry:
    others = tuple(str(text) for text, _, _ in told["aliases"]) if aliases else ()
    domains = (web_domain(address) for address in told["web"])
    return Entry(told["id"], told["name"], others, told["country"] or "", tuple(filter(None, domains)))


def _asked(place: int, told: Mapping[str, Any]) -> Iterator[Asked]:
    if "company" not in told["types"]:
        return
    seen = {folded(told["name"])}
    for text, kind, _ in told["aliases"]:
        if kind in _ASKED_KINDS and folded(text) not in seen and _is_latin(text):
            seen.add(folded(text))
            yield Asked(Question(text, told["country"] or ""), place, _is_tuned(told["id"]))


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(char, "") for char in text if char.isalpha())


def _is_tuned(key: str) -> bool:
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 0
