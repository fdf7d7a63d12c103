"""What makes now a good time, read off an account's strongest signal: plain values that templates put in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from orbit.asks.packet.headlines import money_of, role_of, round_of, seat_of
from orbit.asks.packet.phrases import quotable
from orbit.asks.sentences import tidy
from orbit.asks.wording import article, say_month, say_number
from orbit.book import SignalView
from orbit.model import EntityId, FactId, SignalKind
from orbit.policy import Policy
from orbit.signals import distinct, strongest
from orbit.titles import title_key

_HEADLINE_WORDS = 8


@dataclass(frozen=True, slots=True)
class WhyNow:
    """The strongest signal in plain values; `facts` are the signals spoken of. Empty texts are not known.

    `kind` is None where nothing that is fresh may be told. `is_recent` allows "just", otherwise `month` says when.
    `mover` changed jobs, where the signal tells that and of whom; `is_about_target` if they are whom we want to reach.
    `count` roles were posted: all called `role` if `is_one_role`, else `role` is one of them and there are `more_word`
    more. `a_role` and `a_round` carry their article.
    """

    kind: SignalKind | None
    is_recent: bool
    month: str
    facts: tuple[FactId, ...]
    mover: EntityId | None = None
    is_about_target: bool = False
    count: int = 1
    count_word: str = "one"
    more_word: str = "no"
    is_one_role: bool = True
    role: str = ""
    a_role: str = ""
    a_round: str = ""
    money: str = ""
    seat: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class _Posting:
    signal: SignalView
    count: int
    role: str


def why_now(signals: Iterable[SignalView], as_of: date, policy: Policy) -> WhyNow | None:
    """Describe what makes now a good time to reach anybody at an account; None when no signal is fresh.

    Signals of the confidential kinds are good enough to ask, but nothing of them is passed on.
    """
    known = distinct(signals)
    told = [signal for signal in known if signal.kind not in policy.packet.confidential_signals]
    best = strongest(told, as_of, policy.signals)
    if best is None:
        hidden = strongest(known, as_of, policy.signals)
        return None if hidden is None else WhyNow(kind=None, is_recent=False, month="", facts=())
    just = policy.packet.just_days
    why = WhyNow(best.kind, _is_recent(best, as_of, just), say_month(best.on, as_of), (best.fact,))
    if best.kind is SignalKind.HIRING:
        together = [signal for signal in told if signal.kind is best.kind and _is_told_with(signal, best, as_of, just)]
        return _with_roles(why, [_Posting(signal, *role_of(signal.title)) for signal in together])
    title = tidy(best.title)
    return replace(
        why,
        mover=best.person if best.kind is SignalKind.JOB_CHANGE else None,
        a_round=_with_article(round_of(title)),
        money=money_of(title),
        seat=seat_of(title),
        headline=quotable(title, _HEADLINE_WORDS),
    )


def told_of(why: WhyNow, target: EntityId | None) -> WhyNow:
    """Say the same of one person whom we want to reach there."""
    return why if target is None or why.mover != target else replace(why, is_about_target=True)


def _is_recent(signal: SignalView, as_of: date, just_days: int) -> bool:
    return 0 <= (as_of - signal.on).days <= just_days


def _is_told_with(signal: SignalView, best: SignalView, as_of: date, just_days: int) -> bool:
    """Whether one sentence can tell of both: both "just", or both in one month."""
    if _is_recent(best, as_of, just_days):
        return _is_recent(signal, as_of, just_days)
    return (signal.on.year, signal.on.month) == (best.on.year, best.on.month) and signal.on <= as_of


def _with_roles(why: WhyNow, postings: Sequence[_Posting]) -> WhyNow:
    """Tell of the role that is posted most often, or of all of them where each is posted once."""
    groups: dict[str, list[_Posting]] = defaultdict(list)
    for posting in sorted(postings, key=lambda posting: (-posting.signal.on.toordinal(), posting.signal.fact)):
        groups[title_key(posting.role) or posting.role.casefold()].append(posting)
    largest = max(groups.values(), key=lambda group: (_total(group), bool(group[0].role)))
    if _total(largest) > 1 or len(postings) == 1:
        return _posted(why, largest, largest[0].role, is_one_role=True)
    named = next((posting.role for posting in postings if posting.role), "")
    return _posted(why, postings, named, is_one_role=False)


def _posted(why: WhyNow, postings: Sequence[_Posting], role: str, *, is_one_role: bool) -> WhyNow:
    count = _total(postings)
    return replace(
        why,
        count=count,
        count_word=say_number(count),
        more_word=say_number(count - 1),
        is_one_role=is_one_role,
        role=role,
        a_role=_with_article(role),
        facts=tuple(sorted(posting.signal.fact for posting in postings)),
    )


def _total(postings: Sequence[_Posting]) -> int:
    return sum(posting.count for posting in postings)


def _with_article(words: str) -> str:
    return f"{article(words)} {words}" if words else ""
