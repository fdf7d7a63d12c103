"""Going through open matches with the keyboard, one after the other; every answer is kept the moment it is given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TextIO

import typer

from api.cli.console import narrate, print_text
from orbit.resolve import review

if TYPE_CHECKING:
    from api.presenter.matches import Matches, Ranked
    from orbit.store.base import Store

Keys = Callable[[], str | None]
_HELP = "s same, d different, k skip, w why, u undo the last answer, q quit"
_ENDS = "q"
WEIGHING = "Weighing against all records …"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who answers, and their clock."""

    name: str
    now: Callable[[], datetime]


class _Answer(NamedTuple):
    """The key that was pressed, the decision that came of it, and the place of its question."""

    key: str
    decision: int
    at: int


@dataclass
class Session:
    """One way through a list of open questions; `keys` gives the next key, None when there are no more."""

    matches: Matches
    store: Store
    reviewer: Reviewer
    keys: Keys
    _skipped: set[int] = field(default_factory=set)
    _given: list[_Answer] = field(default_factory=list)

    def run(self, questions: Sequence[Ranked]) -> None:
        """Ask them in order until all are answered, skipped, or somebody quits."""
        at = 0
        while at < len(questions):
            number = questions[at].open.judgement.id
            if not review.is_open(self.store, number):
                at += 1
                continue
            self._show(questions[at], f"{at + 1}/{len(questions)}")
            going_to = self._answered(at, number)
            if going_to is None:
                return
            at = going_to

    def told(self) -> str:
        """What came of it."""
        same = sum(answer.key == "s" for answer in self._given)
        different = len(self._given) - same
        said = f"{len(self._given)} answered ({same} same, {different} different), {len(self._skipped)} skipped."
        return f"{said} Every answer is kept." if self._given else said

    def _show(self, question: Ranked, place: str) -> None:
        from api.cli.matchtable import print_match

        print_text("")
        print_match(self.matches.shown(question), place)

    def _answered(self, at: int, number: int) -> int | None:
        """Read keys until one leads on; return which question comes next, None to stop."""
        while True:
            key = self.keys()
            if key is None or key == _ENDS:
                return None
            if key in ("s", "d"):
                self._decide(at, number, key)
                return at + 1
            if key == "k":
                self._skipped.add(at)
                return at + 1
            if key == "u" and self._given:
                return self._undo()
            self._help(key, number)

    def _help(self, key: str, number: int) -> None:
        if key == "w":
            from api.cli.matchtable import print_why

            narrate(WEIGHING)
            print_why(self.matches.why_of(number), shown=True)
        elif key == "u":
            narrate("There is nothing to undo yet. Earlier decisions: orbit review list --decided")
        else:
            narrate(_HELP)

    def _decide(self, at: int, number: int, key: str) -> None:
        decide = review.same if key == "s" else review.different
        decided = decide(self.store, number, actor=self.reviewer.name, at=self.reviewer.now())
        if not decided.is_new:
            narrate("That was decided already and still has no effect: take back the decision that stands against it.")
            return
        self._given.append(_Answer(key, decided.judgement.id, at))
        self._skipped.discard(at)

    def _undo(self) -> int:
        last = self._given.pop()
        review.undo(self.store, last.decision, at=self.reviewer.now())
        narrate("The last answer is taken back.")
        return last.at


def keyboard() -> Keys:
    """Read single keys from a terminal, and first letters of lines from a pipe or file."""
    return _pressed if sys.stdin.isatty() else lambda: _line(sys.stdin)


def _pressed() -> str | None:
    sys.stderr.write(f"  [{_HELP}] ")
    sys.stderr.flush()
    try:
        key = typer.getchar().lower()
    except EOFError:
        key = _ENDS
    except KeyboardInterrupt:
        narrate("")
        raise
    narrate(key if key.isprintable() else "")
    return key


def _line(lines: TextIO) -> str | None:
    for line in lines:
        word = line.strip().lower()
        if word:
            return {"skip": "k"}.get(word, word[0])
    return None
