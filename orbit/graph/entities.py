"""What a snapshot holds of persons and companies: the name to show and the rest, chosen among their records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from orbit.graph.arrays import Array, pack_texts
from orbit.graph.name_words import WordList
from orbit.graph.search_keys import company_spelling, plain_spelling, search_keys
from orbit.model import Company, EntityId
from orbit.names import is_bare_id, is_no_company, is_shared_domain, person_name, web_domain
from orbit.store.base import StoredRecord

Records = Sequence[StoredRecord]

_SMALL_WORDS = frozenset(("of", "and", "the", "for", "in", "at", "to", "de", "del", "da", "di", "la", "van", "von"))
_CHIEFS = ("ceo", "cfo", "coo", "cto", "cio", "cmo", "cro", "cpo", "cso", "ciso")
_ABBREVIATIONS = frozenset((*_CHIEFS, "vp", "svp", "evp", "hr", "it", "qa", "pr", "ux", "ui", "bi", "us", "uk", "ii"))


def person_arrays(ids: Sequence[EntityId], records: Sequence[Records]) -> dict[str, Array]:
    """Make the columns of persons from their ids, in order, and the records of each, by seq."""
    names = [shown(best_person_name(of_one)) for of_one in records]
    name, name_at = pack_texts(names)
    words = WordList()
    words.add(names)
    return {
        "person_id": np.array(ids, dtype="S16"),
        "person_name": name,
        "person_name_at": name_at,
        **words.arrays(),
    }


def company_arrays(ids: Sequence[EntityId], records: Sequence[Records]) -> dict[str, Array]:
    """Make the columns of companies from their ids, in order, and the records of each, by seq."""
    chosen = [_company_record(of_one) for of_one in records]
    names = [shown(record.name) for record in chosen]
    name, name_at = pack_texts(names)
    domain, domain_at = pack_texts(_domain(of_one) or "" for of_one in records)
    return {
        "company_id": np.array(ids, dtype="S16"),
        "company_name": name,
        "company_name_at": name_at,
        "company_key": search_keys(map(plain_spelling, names)),
        "company_core": search_keys(map(company_spelling, names)),
        "company_domain": domain,
        "company_domain_at": domain_at,
        "company_headcount": np.array([_headcount(of_one) for of_one in records], dtype=np.int32),
        "company_mute": np.array([is_no_company(record.name) for record in chosen], dtype=np.bool_),
    }


def best_person_name(records: Records) -> str:
    """Choose the name to show: written out rather than with initials, in mixed case, then the one told last."""

    def merit(stored: StoredRecord) -> tuple[int, bool, bool, date, int]:
        name = stored.record.name
        whole = sum(len(token) > 1 for token in person_name(name).tokens)
        return min(whole, 2), _mixed_case(name), "," not in name, stored.seen_last, -stored.seq

    if len(records) == 1:
        return records[0].record.name
    return max(records, key=merit).record.name


# Answers show the same few titles again and again.
@lru_cache(maxsize=1 << 16)
def shown(text: str) -> str:
    """Write a name or title that a source keeps in small letters the way people write it; others stay as they are."""
    if not text.islower():
        return text
    return " ".join(_capital(word) for word in text.split(" "))


def _mixed_case(name: str) -> bool:
    return not (name.islower() or name.isupper())


def _capital(word: str) -> str:
    if word in _SMALL_WORDS:
        return word
    if word.strip(",.;()") in _ABBREVIATIONS:
        return word.upper()
    return re.sub(r"(^|[-'’/(])(\w)", lambda found: found[1] + found[2].upper(), word)


def _company_record(records: Records) -> Company:
    best = max(
        records,
        key=lambda stored: (
            not is_bare_id(stored.record.name, stored.record.ids),
            _mixed_case(stored.record.name),
            stored.record.key.source.startswith("crm"),
            stored.seen_last,
            -stored.seq,
        ),
    )
    if not isinstance(best.record, Company):
        raise TypeError(f"record {best.seq} is not a company")
    return best.record


def _domain(records: Records) -> str | None:
    found = [
        domain
        for stored in sorted(records, key=lambda stored: (not stored.record.key.source.startswith("crm"), stored.seq))
        if isinstance(stored.record, Company)
        for domain in map(web_domain, stored.record.domains)
        if domain and not is_shared_domain(domain)
    ]
    return found[0] if found else None


def _headcount(records: Records) -> int:
    told = [
        (stored.seen_last, stored.record.headcount)
        for stored in records
        if isinstance(stored.record, Company) and stored.record.headcount
    ]
    return max(told)[1] if told else 0
