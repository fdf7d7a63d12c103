"""Records that may be one person or company: side by side, with what speaks for it, decided by a key and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.presenter import Author
from api.presenter.matches.deciding import Decision
from api.signin.visiting import page_needs
from api.web.desk import PageDep, PageDesk
from orbit.access import Right
from orbit.errors import NotFound, UsageError
from orbit.model import EntityKind
from orbit.store.base import Verdict

router = APIRouter(prefix="/review", dependencies=[page_needs(Right.REVIEW)])
Kind = Annotated[EntityKind, Query()]
Cursor = Annotated[str | None, Query(max_length=512)]
Number = Annotated[int, Path(ge=1, le=2**53)]
_DECIDED_SHOWN = 50
_VERDICTS: Mapping[str, Verdict] = {"same": Verdict.SAME, "different": Verdict.DIFFERENT}
_SAID = {Verdict.SAME: "Kept as one.", Verdict.DIFFERENT: "Kept apart."}
_BAR = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of what speaks for or against, as long as it counts, in hundredths of the longest."""

    text: str
    bits: float
    width: float
    speaks_for: bool


@router.get("")
def review(
    desk: PageDep, kind: Kind = EntityKind.PERSON, after: Cursor = None, done: Annotated[int | None, Query()] = None
) -> Response:
    """Show the next question: the one on which most hangs, or the one after those that were skipped."""
    return desk.make(lambda: _question(desk, kind, after, done))


@router.get("/decided")
def decided(desk: PageDep, kind: Kind = EntityKind.PERSON) -> Response:
    """List what was decided, the newest first, each to be taken back."""
    answer = desk.make(lambda: desk.presenter.matches.decided(kind, limit=_DECIDED_SHOWN, as_of=desk.today))
    return desk.show("review_decided.html", answer=answer, kind=kind.value, open=_open(desk))


@router.get("/learn")
def learn(desk: PageDep) -> Response:
    """Show what the answers would teach; nothing is changed."""
    return desk.make(lambda: _learned(desk, dry_run=True))


@router.post("/learn")
def keep_learned(desk: PageDep) -> Response:
    """Let the answers set the weights, where they help."""
    return desk.make(lambda: _learned(desk, dry_run=False))


@router.get("/{number}/why")
def why(desk: PageDep, number: Number) -> Response:
    """Show what speaks for two records being one, and against it."""
    told = desk.make(lambda: desk.presenter.matches.why_of(number, as_of=desk.today))
    template = "review_reasons.html" if desk.part else "review_why.html"
    return desk.show(template, why=told, bars=_bars(told["waterfall"]), number=number)


@router.post("/{number}")
def decide(desk: PageDep, number: Number) -> Response:
    """Say whether the two are one; then show the next question."""
    kind, after = _place(desk)
    verdict = _VERDICTS.get(desk.form.get("verdict", ""))
    if verdict is None:
        raise UsageError("The form came without an answer. Reload the page and try again.")
    desk.make(lambda: desk.presenter.matches.decide(Decision(number, verdict), desk.author))
    return _answered(desk, kind, after, number, _SAID[verdict])


@router.post("/{number}/undo")
def undo(desk: PageDep, number: Number) -> Response:
    """Take a decision back; its question stands again."""
    kind, after = _place(desk)
    author: Author = desk.author
    desk.make(lambda: desk.presenter.matches.undo(number, author))
    if desk.form.get("from") == "decided":
        return desk.go(f"/review/decided?kind={kind.value}")
    return _answered(desk, kind, after, None, "Taken back.")


def _answered(desk: PageDesk, kind: EntityKind, after: str | None, number: int | None, said: str) -> Response:
    if desk.part:
        return desk.make(lambda: _question(desk, kind, after, number, said))
    more = f"&after={after}" if after else ""
    return desk.go(f"/review?kind={kind.value}{more}{f'&done={number}' if number else ''}")


def _question(desk: PageDesk, kind: EntityKind, after: str | None, done: int | None, said: str = "") -> Response:
    answer = desk.presenter.matches.open(kind, limit=1, cursor=after, as_of=desk.today)
    question = answer["items"][0] if answer["items"] else None
    template = "review_card.html" if desk.part else "review.html"
    return desk.show(
        template,
        kind=kind.value,
        question=question,
        after=after,
        next_cursor=answer["next_cursor"],
        open={**_open(desk), kind.value: answer["open"]},
        done=done,
        said=said,
    )


def _open(desk: PageDesk) -> dict[str, int]:
    """How many questions of each kind are open."""
    matches = desk.presenter.matches
    return {kind.value: len(matches.ranked(kind, as_of=desk.today)) for kind in EntityKind}


def _place(desk: PageDesk) -> tuple[EntityKind, str | None]:
    try:
        return EntityKind(desk.form.get("kind", EntityKind.PERSON.value)), desk.form.get("after") or None
    except ValueError as error:
        raise UsageError("The form came without its kind. Reload the page and try again.") from error


def _bars(waterfall: Mapping[str, Any] | None) -> list[Bar]:
    if waterfall is None:
        return []
    steps = waterfall["steps"]
    longest = max((abs(step["bits"]) for step in steps), default=1.0) or 1.0
    return [
        Bar(step["text"], step["bits"], round(abs(step["bits"]) / longest * _BAR, 1), step["bits"] >= 0)
        for step in steps
    ]


def _learned(desk: PageDesk, *, dry_run: bool) -> Response:
    try:
        told = desk.presenter.matches.recalibrate(at=desk.services.keys.now(), dry_run=dry_run)
    except (NotFound, UsageError) as error:
        return desk.show("review_learn.html", told=None, why_not=str(error), open=_open(desk), kind="learn")
    return desk.show("review_learn.html", told=told, why_not=None, open=_open(desk), kind="learn")
