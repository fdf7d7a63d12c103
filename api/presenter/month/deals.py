"""The deals that referral shares are counted of: opportunities, and where none is on file, closed-won events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.presenter.forms import Json
from api.presenter.paths.warm import Asker
from api.workspace import Scene
from orbit.asks.gate.seat import same_address
from orbit.asks.month.measures import Measures
from orbit.asks.month.months import Month, Period
from orbit.asks.month.referrals import Basis, Deal, Deals, Referred, is_referral
from orbit.asks.month.shares import Share
from orbit.model import EntityId, EntityKind, Opportunity, TriggerKind
from orbit.names import folded
from orbit.store.base import Store

_NOUNS = {"opportunities": ("opportunity", "opportunities"), "won": ("closed-won deal", "closed-won deals")}


@dataclass(frozen=True, slots=True)
class OnFile:
    """The opportunities of some months, each with what is counted of it; None: no opportunity is on file at all."""

    opportunities: Sequence[tuple[Opportunity, Deal]] | None


def opportunities_on_file(store: Store, scene: Scene, month: Month) -> OnFile:
    """Read the opportunities over which the shares of a month are counted, as far as known on the scene's day."""
    first = store.first_opportunity()
    if first is None or first > scene.as_of:
        return OnFile(None)
    period = Period.months(month, scene.policy.measure.referral_months)
    rows = store.opportunities(period.first, min(period.last, scene.as_of))
    told = [row.fact for row in rows if isinstance(row.fact, Opportunity)]
    companies = store.entities(EntityKind.COMPANY, [one.company for one in told])
    people = store.entities(EntityKind.PERSON, [one.person for one in told if one.person is not None])
    sources = scene.policy.measure.referral_sources
    deals = [
        Deal(
            account=companies.get(one.company),
            created_on=one.created_on,
            contact=None if one.person is None else people.get(one.person),
            closed_on=one.closed_on,
            is_won=one.is_won,
            is_claimed=is_referral(one.lead_source, sources),
        )
        for one in told
    ]
    return OnFile(list(zip(told, deals, strict=True)))


def deals_of(scene: Scene, on_file: OnFile, only: Asker | None) -> Deals:
    """The deals of a team, or those that one rep owns: by the deal's own owner, else by that of its account."""
    opportunities = on_file.opportunities
    if opportunities is None:
        return Deals(won=_won(scene, only))
    mine = [deal for told, deal in opportunities if only is None or _owns_deal(scene, only, told, deal)]
    return Deals(mine, _won(scene, only))


def referrals_form(scene: Scene, found: Measures) -> Json:
    """Both shares with the months over which they are counted."""
    policy = scene.policy.measure
    return {
        "from": found.referred.first.isoformat(),
        "to": found.referred.last.isoformat(),
        "opportunities": _form(found.opportunities, policy.opportunity_share, "opportunities"),
        "won": _form(found.won, policy.won_share, "won"),
    }


def share_form(share: Share) -> Json:
    """A share with its numbers and its interval."""
    low, high = share.interval or (None, None)
    return {"count": share.count, "of": share.of, "open": share.open, "share": share.value, "low": low, "high": high}


def _form(referred: Referred, target: float, name: str) -> Json:
    share, logged = referred.share, referred.logged
    return {
        "from_asks": referred.from_asks,
        "claimed": referred.claimed,
        "claimed_alone": referred.claimed_alone,
        "unknown": referred.unknown,
        "total": referred.total,
        "basis": referred.basis.value,
        "share": None if share is None else share_form(share),
        "logged": None if logged is None else share_form(logged),
        "target": target,
        "text": _said(referred, name),
    }


def _said(referred: Referred, name: str) -> str:
    one, many = _NOUNS[name]
    if referred.counts_deals:
        return _said_of_deals(referred, one, many)
    accounts = f"{referred.from_asks:,} {'account' if referred.from_asks == 1 else 'accounts'}"
    if referred.total is None:
        unknown = f"how many {many} there are in all is not on file: no opportunities were imported"
        return f"Logged asks led to {many} at {accounts}; {unknown}."
    where = "as given" if referred.basis is Basis.GIVEN else "on file"
    return f"Logged asks led to {many} at {accounts}, of {referred.total:,} {where}."


def _said_of_deals(referred: Referred, one: str, many: str) -> str:
    where = "as given" if referred.basis is Basis.GIVEN else "from the CRM"
    if not referred.total:
        said = f"There is no {one} {where} in these months."
    else:
        noun, verb = one if referred.total == 1 else many, "was" if referred.count == 1 else "were"
        said = f"Of {referred.total:,} {noun} {where}, {referred.count:,} {verb} referred{_between(referred.share)}"
        parts = f": {referred.from_asks:,} by logged asks, {referred.claimed_alone:,} by their lead source alone"
        said += f"{parts if referred.count else ''}."
    if referred.unknown:
        said += f" Of {referred.unknown:,} more nobody knows: their stage does not say whether they are won."
    return said


def _between(share: Share | None) -> str:
    if share is None or share.value is None or share.interval is None:
        return ""
    low, high = share.interval
    return f" ({share.value:.0%}, {low:.0%} to {high:.0%})"


def _won(scene: Scene, only: Asker | None) -> dict[EntityId, tuple[date, ...]] | None:
    """Which customers were won and when; of one owner's accounts if asked. None where nobody has told of any."""
    triggers = scene.book.contents.triggers
    won = {company: days for company in triggers if (days := _won_on(scene, company))}
    if not won:
        return None
    return {company: days for company, days in won.items() if only is None or _owns(scene, only, company)}


def _won_on(scene: Scene, company: EntityId) -> tuple[date, ...]:
    told = scene.book.contents.triggers.get(company, ())
    days = {event.on for event in told if event.kind is TriggerKind.CLOSED_WON and event.on <= scene.as_of}
    return tuple(sorted(days))


def _owns(scene: Scene, asker: Asker, company: EntityId | None) -> bool:
    account = None if company is None else scene.book.account(company, scene.as_of)
    return account is not None and same_address(account.owner, asker.requester.email)


def _owns_deal(scene: Scene, asker: Asker, told: Opportunity, deal: Deal) -> bool:
    if told.owner is not None:
        return same_address(told.owner, asker.requester.email)
    if told.owner_name is None:
        return _owns(scene, asker, deal.account)
    number = scene.view.snapshot.person(asker.requester.entity)
    return number is not None and folded(told.owner_name) == folded(scene.view.snapshot.name_of_person(number))
