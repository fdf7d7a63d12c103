"""What makes a fact that fact: its natural key, and the id that is the hash of it; the same in every store."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from orbit.dates import PartialDate
from orbit.model import (
    AccountState,
    ChampionState,
    Fact,
    FactId,
    Investment,
    Opportunity,
    RecordKey,
    Role,
    Sharing,
    Signal,
    Spell,
    Tie,
    Trigger,
)
from orbit.store.base import FactKind

_Natural = tuple[str, ...]

_ID_BYTES = 12
_DIGEST_BYTES = 8

# Spells share a few thousand dates; writing one costs five times as much as finding it here.
date_text = lru_cache(maxsize=4096)(PartialDate.__str__)


def fact_id(kind: FactKind, fact: Fact, detail: str) -> FactId:
    """Hash what makes a fact that fact to 24 hexadecimal digits; states are told apart by all they say (`detail`)."""
    return _fact_id(kind, *_NATURAL[kind](fact, detail))


def spell_id(spell: Spell) -> FactId:
    """Hash one person at one company in one capacity under one title since one date."""
    person, company = spell.person, spell.company
    title = "" if spell.title is None else _folded(spell.title)
    start = "" if spell.start is None else date_text(spell.start)
    return _fact_id(FactKind.SPELL, person.source, person.id, company.source, company.id, spell.kind, title, start)


def digest(*content: str) -> bytes:
    """Hash what an item says to 8 bytes: enough to tell the few contents of one item apart."""
    return blake2b(_BETWEEN.join(content).encode(), digest_size=_DIGEST_BYTES).digest()


def key_text(key: RecordKey | None) -> str:
    """Write a record key as one part of a natural key."""
    return "" if key is None else f"{key.source}{_BETWEEN}{key.id}"


# Sources cannot put this control character into a cell, so no two lists of parts read the same.
_BETWEEN = "\x1f"


def _fact_id(*natural: str) -> FactId:
    return FactId(blake2b(_BETWEEN.join(natural).encode(), digest_size=_ID_BYTES).hexdigest())


def _folded(text: str) -> str:
    """Fold what does not make it another title or round: case, blanks and compatibility forms."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _tie(tie: Tie, _: str) -> _Natural:
    left, right = sorted((tie.left, tie.right))
    return key_text(left), key_text(right), tie.kind, tie.ref.source


def _role(role: Role, _: str) -> _Natural:
    return key_text(role.person), role.circle, key_text(role.company)


def _investment(investment: Investment, _: str) -> _Natural:
    name = "" if investment.round is None else _folded(investment.round)
    on = "" if investment.on is None else date_text(investment.on)
    return key_text(investment.investor), key_text(investment.company), name, on


def _signal(signal: Signal, _: str) -> _Natural:
    return signal.ref.source, signal.id


def _account_state(state: AccountState, detail: str) -> _Natural:
    return key_text(state.company), detail


def _champion_state(state: ChampionState, detail: str) -> _Natural:
    return key_text(state.person), key_text(state.company), detail


def _trigger(trigger: Trigger, _: str) -> _Natural:
    return key_text(trigger.company), trigger.kind, trigger.on.isoformat(), key_text(trigger.person)


def _sharing(sharing: Sharing, _: str) -> _Natural:
    return (key_text(sharing.person),)


def _opportunity(opportunity: Opportunity, _: str) -> _Natural:
    return opportunity.ref.source, opportunity.id


_NATURAL: Mapping[FactKind, Callable[[Any, str], _Natural]] = {
    FactKind.TIE: _tie,
    FactKind.ROLE: _role,
    FactKind.INVESTMENT: _investment,
    FactKind.SIGNAL: _signal,
    FactKind.ACCOUNT_STATE: _account_state,
    FactKind.CHAMPION_STATE: _champion_state,
    FactKind.TRIGGER: _trigger,
    FactKind.SHARING: _sharing,
    FactKind.OPPORTUNITY: _opportunity,
}
