"""What rules an ask out of a week's plan whatever else is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from orbit.asks.plan.week import AskCandidate, Held, Rep
from orbit.asks.terms import Mode, Status
from orbit.asks.wording import say_day
from orbit.model import EntityId
from orbit.policy import PlanPolicy


def barred(
    candidate: AskCandidate, reps: Mapping[EntityId, Rep], policy: PlanPolicy, asked_for: Mapping[EntityId, str]
) -> Held | None:
    """Return why an ask can never be chosen; None where only other asks can stand in its way.

    `asked_for` are the persons for whom an ask is under way, with the name of who was asked.
    """
    told = _forbidden(candidate, reps) or _pointless(candidate, policy) or _not_theirs(candidate, reps)
    if told is None and candidate.target.id in asked_for:
        text = f"{candidate.target.name} is already asked for, through {asked_for[candidate.target.id]}."
        return Held(candidate, "target_taken", text)
    return told


def _forbidden(candidate: AskCandidate, reps: Mapping[EntityId, Rep]) -> Held | None:
    name = candidate.connector.name
    if candidate.status is Status.BLOCKED:
        return Held(candidate, "blocked", candidate.blocked_by or f"{name} may not be asked now.")
    if candidate.status is Status.JOINT_MOTION and reps[candidate.rep].mode is Mode.SDR:
        return Held(candidate, "joint_motion", f"{name} is for CSM and AE together, not for an SDR.")
    return None


def _pointless(candidate: AskCandidate, policy: PlanPolicy) -> Held | None:
    if candidate.heat <= 0:
        return Held(candidate, "no_signal", f"{candidate.account.name} shows no fresh signal.")
    if candidate.locked_until is not None:
        until = say_day(candidate.locked_until)
        return Held(candidate, "locked_in", f"{candidate.target.name} is bound to another vendor until {until}.")
    if candidate.score < policy.min_score:
        text = f"{candidate.connector.name} hardly knows a way to {candidate.target.name}: not worth a favour."
        return Held(candidate, "too_faint", text)
    return None


def _not_theirs(candidate: AskCandidate, reps: Mapping[EntityId, Rep]) -> Held | None:
    """A CSM or SDR asks on behalf of the owner; two AEs would get in each other's way."""
    rep, owner = reps[candidate.rep], reps.get(candidate.owner) if candidate.owner else None
    if owner is not None and owner.entity != rep.entity and owner.mode is rep.mode is Mode.AE:
        return Held(candidate, "other_owner", f"{candidate.account.name} belongs to {owner.name}.")
    return None
