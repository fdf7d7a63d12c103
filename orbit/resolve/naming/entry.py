"""What the index knows of one company, and one spelling of a name prepared for comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orbit.names.company_name import CompanyName, Told, company_name
from orbit.names.text import word_set

# Words that say nothing of which company it is; acronyms skip them.
SMALL_WORDS = word_set("and of the de for la le et und e di y du des der die fur do da das dos del in a an")


_SECOND_LABELS = word_set("ac co com edu gov net or org ne nom gob gouv")


@dataclass(frozen=True, slots=True)
class Entry:
    """One company as the index takes it in: `key` is its owner's, `aliases` are its other names, web domains bare."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a name: its words with how rare each is (0 common to 1 unheard of), and what else it says."""

    tokens: tuple[str, ...]
    rarity: dict[str, float]
    text: str
    letters: str
    elsewhere: str
    initials: str
    places: frozenset[str]
    numbers: tuple[str, ...]
    form: tuple[str, ...]
    weight: float


def spelling_of(name: CompanyName, rarity: Callable[[str], float]) -> Spelling:
    """Prepare a name for comparison; `elsewhere` are its words without the places, in order of the alphabet."""
    tokens = name.tokens
    rare = {token: rarity(token) for token in tokens}
    text = " ".join(tokens)
    telling = [token for token in tokens if token not in SMALL_WORDS]
    return Spelling(
        tokens=tokens,
        rarity=rare,
        text=text,
        letters=text.replace(" ", ""),
        elsewhere=" ".join(sorted(token for at, token in enumerate(tokens) if at not in name.placed)),
        initials="".join(token[0] for token in telling) if len(telling) > 2 else "",
        places=name.places,
        numbers=name.numbers,
        form=name.form,
        weight=sum(rare.values()),
    )


def site_letters(domain: str) -> str:
    """Return the letters of a web domain that can spell a name: "acme-boxes.co.uk" spells "acmeboxes"."""
    labels = domain.lower().removeprefix("www.").split(".")
    telling = [label for label in labels[:-1] if label not in _SECOND_LABELS] or labels[:1]
    return telling[-1].replace("-", "")


def names_of(entry: Entry) -> dict[CompanyName, str]:
    """Return the names under which a company is found, with how each is written, its first name first.

    They are its name, its aliases, and what either says it is or was called; ways to write the same words are one.
    """
    written = [(company_name(text), text) for text in (entry.name, *entry.aliases)]
    beside = [text for name, _ in written for kind, text in name.others if kind is not Told.PARENT]
    found = {name.tokens: (name, text) for name, text in reversed([*written, *((company_name(t), t) for t in beside)])}
    return {name: text for tokens, (name, text) in reversed(found.items()) if tokens}
