"""The phrases ready to be found; each grammar is put together when it is first needed."""

from __future__ import annotations

from functools import cache, lru_cache

from orbit.asks.lint import needs as lint_needs
from orbit.asks.lint import table as lint_table
from orbit.asks.lint.grammar import Grammar, Phrase
from orbit.asks.lint.kinds import COMMON, KINDS
from orbit.asks.lint.plain import END, words_of


@cache
def forbidden_phrases() -> Grammar:
    """Return what no text of an ask says, and no packet either."""
    return Grammar([*lint_table.STOCK, *lint_table.SIGNS], KINDS, COMMON)


@cache
def several_asks() -> Grammar:
    """Return what asks for a second thing."""
    return Grammar(lint_needs.SEVERAL, KINDS, COMMON)


@cache
def needed_phrases() -> Grammar:
    """Return what an ask needs: a request, a way out, a title and a reason why now."""
    table = [*lint_needs.REQUEST, *lint_needs.DISQUALIFIER, *lint_needs.REASON]
    return Grammar(table, KINDS, COMMON)


@lru_cache(maxsize=16)
def own_phrases(phrases: tuple[str, ...]) -> Grammar | None:
    """Return the phrases that a workspace does not want to read, word by word; None where there are none."""
    told = [" ".join(word.plain for word in words_of(phrase) if word.plain != END) for phrase in phrases]
    table = [Phrase("anyone_interested", phrase) for phrase in told if phrase]
    return Grammar(table, KINDS, COMMON) if table else None
