"""What the asks of a month come to, as every surface shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.presenter.asks.asks import known_asks
from api.presenter.forms import Json
from api.presenter.month.deals import deals_of, opportunities_on_file, referrals_form, share_form
from api.presenter.month.lessons import calibration_form, lessons_from
from api.presenter.paths.warm import Asker
from api.presenter.week.reps import all_reps, find_rep
from api.workspace import Scene
from orbit.asks.log.ask import Ask
from orbit.asks.month.claims import Claims, claimed_by
from orbit.asks.month.measures import Early, Kept, Measures, Rates, RepAsks, Wanted, measure
from orbit.asks.month.months import Month, Period
from orbit.errors import UsageError
from orbit.model import EntityId
from orbit.policy import MeasurePolicy
from orbit.store.base import Store


@dataclass(frozen=True, slots=True)
class MeasuresRequest:
    """Which month (that of the day where it is None), and what reps and the CRM say beside the log.

    `claimed` holds words such as `ana@example.com=12`; `opportunities` and `won` are totals.
    """

    month: str | None = None
    claimed: tuple[str, ...] = ()
    opportunities: int | None = None
    won: int | None = None


def measures_answer(
    store: Store, scene: Scene, only: Asker | None, request: MeasuresRequest, claims_on_file: Claims
) -> Json:
    """The JSON of `orbit measure` and `GET /v1/measures`; raises UsageError for a month that has not begun.

    What the request says of claims comes before those on file.
    """
    month = Month.read(request.month) if request.month else Month.of(scene.as_of)
    if month > Month.of(scene.as_of):
        raise UsageError(f"{month} has not begun: there is nothing to measure yet")
    askers = all_reps(scene)
    claims = {**_on_file(scene, claims_on_file), **_claims(scene, month, request.claimed)}
    wanted = Wanted(
        month=month,
        as_of=scene.as_of,
        reps=_entities(askers, only),
        claimed=claims,
        deals=deals_of(scene, opportunities_on_file(store, scene, month), only),
        opportunities=request.opportunities,
        won=request.won,
    )
    asks = asks_of(scene, only)
    found = measure(asks, wanted, scene.policy)
    emails = {asker.requester.entity: asker.requester.email for asker in (*askers, *([only] if only else []))}
    return _form(scene, found, emails) | {"calibration": calibration_form(lessons_from(scene, asks))}


def asks_of(scene: Scene, only: Asker | None) -> list[Ask]:
    """Every ask as known on the scene's day; those of one rep if asked."""
    asks = known_asks(scene)
    return asks if only is None else [ask for ask in asks if ask.plan.requester == only.requester.entity]


def rates_form(rates: Rates) -> Json:
    """How far some asks came."""
    return {
        "made": rates.made,
        "accepted": share_form(rates.accepted),
        "forwarded": share_form(rates.forwarded),
        "meeting": share_form(rates.meeting),
    }


def early_form(early: Early, policy: MeasurePolicy) -> Json:
    """What was asked soon after the session, and for which value events it counts."""
    return {
        "since": early.since.isoformat(),
        "until": early.until.isoformat(),
        "made": early.made,
        "counted": early.counted,
        "answered": early.answered,
        "target": policy.early_asks,
        "triggers": list(policy.early_triggers),
    }


def _entities(askers: Iterable[Asker], only: Asker | None) -> list[EntityId]:
    if only is not None:
        return [only.requester.entity]
    return list(dict.fromkeys(asker.requester.entity for asker in askers))


def _on_file(scene: Scene, claims: Claims) -> dict[tuple[Month, EntityId], int]:
    team, told = scene.book.team, claimed_by(claims, scene.as_of)
    return {(month, team[email]): count for (month, email), count in told.items() if email in team}


def _claims(scene: Scene, month: Month, told: Iterable[str]) -> dict[tuple[Month, EntityId], int]:
    claims: dict[tuple[Month, EntityId], int] = {}
    for words in told:
        email, _, count = words.rpartition("=")
        if not email or not (count.isascii() and count.isdigit()):
            raise UsageError(f"say what a rep claims as EMAIL=NUMBER, got {words!r}")
        claims[month, find_rep(scene, email).requester.entity] = int(count)
    return claims


def _form(scene: Scene, found: Measures, emails: dict[EntityId, str]) -> Json:
    policy = scene.policy.measure
    return {
        "month": str(found.month),
        "as_of": scene.as_of.isoformat(),
        "asks": {
            "made": found.made,
            "target": policy.asks_per_month,
            "claimed_ratio": policy.claimed_ratio,
            "reps": [_rep_form(scene, rep, found, emails) for rep in found.reps],
        },
        "rates": _period_form(found.rated)
        | {"all": rates_form(found.rates)}
        | {"circles": [{"circle": circle.value} | rates_form(of) for circle, of in found.by_circle.items()]}
        | {
            "triggers": [
                {"trigger": trigger.value if trigger else None} | rates_form(of)
                for trigger, of in found.by_trigger.items()
            ]
        },
        "kept": [_kept_form(kept) for kept in found.kept],
        "referrals": referrals_form(scene, found),
    }


def _rep_form(scene: Scene, rep: RepAsks, found: Measures, emails: dict[EntityId, str]) -> Json:
    policy = scene.policy.measure
    return {
        "rep": _who(scene, rep.rep, emails),
        "made": rep.made,
        "planned": rep.planned,
        "target": policy.asks_per_month,
        "missing": max(0, policy.asks_per_month - rep.made),
        "claimed": rep.claimed,
        "claimed_ratio": rep.claimed_ratio,
        "early": early_form(rep.early, policy),
        "months": [
            {"month": str(month), "made": made, "claimed": claimed}
            for month, made, claimed in zip(found.months, rep.months, rep.claims, strict=True)
        ],
    }


def _who(scene: Scene, rep: EntityId | None, emails: dict[EntityId, str]) -> Json | None:
    number = None if rep is None else scene.view.snapshot.person(rep)
    if rep is None or number is None:
        return None
    return {"id": rep, "name": scene.view.snapshot.name_of_person(number), "email": emails.get(rep)}


def _kept_form(kept: Kept) -> Json:
    told = {"kind": kept.kind.value, "on_time": share_form(kept.share)}
    return told | {"late": kept.late, "overdue": kept.overdue}


def _period_form(period: Period) -> Json:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}
