"""A champion's place at one customer: everything that the rules of the gate look at, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orbit.asks.terms import Mode, Requester
from orbit.asks.windows import Window, expected_window, value_events, windows
from orbit.book import AccountView, Book, ChampionView, TriggerView
from orbit.model import AccountKind, TriggerKind
from orbit.policy import GatePolicy

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seat:
    """A customer at which the connector is a champion, and what is known of it on `as_of`.

    `events` and `windows` are newest first; `gone` is the last other champion who left the customer.
    """

    champion: ChampionView
    account: AccountView | None
    events: tuple[TriggerView, ...]
    windows: tuple[Window, ...]
    gone: ChampionView | None
    requester: Requester
    as_of: date
    policy: GatePolicy

    @property
    def is_strategic(self) -> bool:
        """Whether the account is so large that only CSM and AE together may ask."""
        arr = None if self.account is None else self.account.arr
        return arr is not None and arr > self.policy.strategic_arr

    @property
    def allowed(self) -> tuple[TriggerKind, ...]:
        """The value events that the requester may use."""
        everything = self.requester.mode is not Mode.SDR
        return tuple(kind for kind in TriggerKind if everything or kind in self.policy.sdr_triggers)

    @property
    def usable(self) -> list[Window]:
        """The windows that the requester may use."""
        return [window for window in self.windows if window.kind in self.allowed]

    @property
    def trigger(self) -> TriggerView | None:
        """The newest value event that the requester may use."""
        return next((event for event in self.events if event.kind in self.allowed), None)

    @property
    def earned(self) -> list[str]:
        """What earns the right to ask: a win story, a measured outcome, a promoter's NPS answer."""
        champion = self.champion
        earned = ["win story"] if champion.win_story else []
        earned += ["measured outcome"] if champion.outcome else []
        is_promoter = champion.nps is not None and champion.nps >= self.policy.min_nps
        return [*earned, f"NPS {champion.nps}"] if is_promoter else earned

    @property
    def notice_on(self) -> date | None:
        """The day from which the coming renewal forbids asks; None where it is committed, signed or unknown."""
        account = self.account
        if account is None or account.renewal_on is None or account.renewal_committed:
            return None
        counts_from = account.renewal_on - timedelta(days=self.policy.renewal_signed_days)
        if any(event.kind is TriggerKind.RENEWAL and event.on >= counts_from for event in self.events):
            return None
        return account.renewal_on - timedelta(days=self.policy.renewal_notice_days)

    def window_on(self, day: date) -> Window | None:
        """Return the window of the newest event that allows an ask on a day."""
        return next((window for window in self.usable if window.holds(day)), None)

    def review_from(self, day: date) -> date | None:
        """Return the day of the business review on file, unless it has passed by then."""
        review = None if self.account is None else self.account.qbr_on
        return review if review is not None and review >= day else None

    def last_day(self, day: date) -> date | None:
        """Return the last day of the opening in which `day` lies, as far as known; None when none can be told."""
        if self.is_strategic:
            return self.review_from(day)
        last = None
        for window in sorted(self.usable, key=lambda window: window.opens_on):
            reaches = window.opens_on <= (day if last is None else last + ONE_DAY) and window.closes_on >= day
            if reaches and (window.holds(day) or not window.expected):
                last = max(last or day, window.closes_on)
        if last is not None and self.notice_on is not None and self.notice_on > day:
            return min(last, self.notice_on - ONE_DAY)
        return last


def take_seat(book: Book, champion: ChampionView, requester: Requester, as_of: date, policy: GatePolicy) -> Seat:
    """Gather what is known on a day of a champion's customer."""
    account = book.account(champion.company, as_of)
    events = value_events(book, champion, as_of, policy)
    due = expected_window(account, as_of, policy)
    others = (other for other in book.champions(as_of, champion.company) if other.person != champion.person)
    return Seat(
        champion=champion,
        account=account,
        events=tuple(events),
        windows=(*windows(events, policy), *([due] if due else [])),
        gone=max((o for o in others if o.has_left(as_of)), key=lambda o: o.left_on or date.min, default=None),
        requester=requester,
        as_of=as_of,
        policy=policy,
    )


def is_over(champion: ChampionView, book: Book, as_of: date) -> bool:
    """Say whether the champion has left the customer, or the customer has left us."""
    account = book.account(champion.company, as_of)
    return champion.has_left(as_of) or (account is not None and account.kind is AccountKind.FORMER_CUSTOMER)


def same_address(left: str | None, right: str) -> bool:
    """Say whether two e-mail addresses are the same but for case and blanks."""
    return left is not None and left.strip().lower() == right.strip().lower()
