"""`orbit resolve`: which company a name, a web address or an id means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.console import (
    AsOfOption,
    HomeOption,
    JsonOption,
    day_or_today,
    narrate,
    open_workspace,
    print_json,
    print_text,
)

if TYPE_CHECKING:
    from api.workspace import Workspace
    from orbit.resolve.naming import Candidate
    from orbit.resolve.naming.targets import Match, Resolved

_REASONS = 3
_LEAST_BITS = 0.4
_FOUND = {"id": "by its id or page", "domain": "by its web domain"}
_RELATED = {"part_of": "part of", "former_name": "the former name of", "sibling_fund": "a fund beside"}
_SURE = ("auto", "review")
_SAID = {"auto": "certain", "review": "likely", "hint": "maybe", "no": "hardly"}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("resolve")(resolve)


def resolve(
    text: Annotated[str, typer.Argument(help="A company's name, web or e-mail address, LinkedIn page, or CRM id.")],
    *,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Look among all companies, not our accounts.")
    ] = False,
    limit: Annotated[int, typer.Option(help="How many to show at most.", min=1, max=20)] = 3,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which company a text means: the nearest, how sure that is, and why.

    Example: orbit resolve "Acme Intl"
    """
    with open_workspace(home) as workspace:
        found = _resolved(workspace, text, as_of, everywhere=everywhere, limit=limit)
    if as_json:
        print_json(
            {"asked": text, "gap_bits": round(found.gap, 2), "candidates": [_form(match) for match in found.matches]}
        )
        return
    answering = [match for match in found.matches if match.band.value != "no"]
    for match in answering:
        print_text(_line(match))
    if not answering:
        narrate(_nothing(text, found, everywhere=everywhere))


def _resolved(workspace: Workspace, text: str, as_of: str | None, *, everywhere: bool, limit: int) -> Resolved:
    from orbit.resolve.naming import company_targets, resolve_target, shipped_weights, target_index

    day = day_or_today(as_of)
    only = None if everywhere else frozenset(workspace.scene(day).book.accounts(day))
    index = target_index(company_targets(workspace.store, only), shipped_weights())
    return resolve_target(index, text, limit)


def _nothing(text: str, found: Resolved, *, everywhere: bool) -> str:
    nearest = ", ".join(match.entry.name for match in found.matches)
    told = f"No company answers to {text!r}." + (f" The nearest are {nearest}." if nearest else "")
    return told if everywhere else f"{told} Look among all companies with --everywhere."


def _line(match: Match) -> str:
    from api.cli.matchtable import say_chance

    named = f"{match.entry.name} ({match.entry.domains[0]})" if match.entry.domains else match.entry.name
    why = _FOUND[match.how.value] if match.candidate is None else "; ".join(_because(match, match.candidate))
    # Where only letters agree, how often that is right in long lists says nothing of this one.
    sure = _SAID[match.band.value]
    if match.band.value in _SURE:
        sure += f", {say_chance(match.probability)}"
    return f"{sure:<20}{named}  {match.entry.key}\n    {why}"


def _because(match: Match, candidate: Candidate) -> Iterator[str]:
    from orbit.resolve.naming.matching import NEARER

    told = [reason for _, reason in match.reasons if abs(reason.bits) >= _LEAST_BITS]
    speaking_for = [reason.text for reason in told if reason.bits > 0][:_REASONS]
    if speaking_for:
        yield "for it: " + ", ".join(speaking_for)
    speaking_against = [reason.text for reason in told if reason.bits < 0][:_REASONS]
    against = [*speaking_against, *(veto for veto in candidate.vetoes if veto != NEARER)]
    if against:
        yield "against it: " + ", ".join(against)
    yield from (f"{one.one} may be {_RELATED[one.kind.value]} {one.other}" for one in candidate.relations)


def _form(match: Match) -> dict[str, Any]:
    candidate = match.candidate
    return {
        "id": match.entry.key,
        "name": match.entry.name,
        "domain": match.entry.domains[0] if match.entry.domains else None,
        "how": match.how.value,
        "probability": round(match.probability, 4),
        "band": match.band.value,
        "reasons": [{"about": of.value, "text": one.text, "bits": round(one.bits, 2)} for of, one in match.reasons],
        "vetoes": list(candidate.vetoes) if candidate else [],
        "relations": [{"kind": one.kind.value, "one": one.one, "other": one.other} for one in candidate.relations]
        if candidate
        else [],
    }
