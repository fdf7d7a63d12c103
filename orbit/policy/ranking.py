"""The numbers by which records are matched and ways are ranked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from orbit.errors import PolicyError
from orbit.model import SignalKind
from orbit.policy.checks import check_above_zero, check_members, check_shares

_MOST_UPLOAD_MB = 10_000


@dataclass(frozen=True, slots=True)
class StrengthPolicy:
    """How likely two persons know each other, from the facts between them."""

    closest_rate: float
    unit_half_size: float
    others_met: float
    rate_months: float
    function_share: float
    default_headcount: int
    worked_together_cap: float
    board_months_hazard: float
    board_cap: float
    school_hazard: float
    school_cap: float
    open_months: float
    open_share: float
    possible_cap: float
    recency_half_life_years: float
    recency_floor: float
    linkedin_cap: float
    linkedin_floor: float
    linkedin_half_life_years: float
    mail_cap: float
    mail_scale: float
    mail_short_years: float
    mail_long_years: float
    declared_half_life_years: float
    investor_probability: float
    investor_cap: float

    def __post_init__(self) -> None:
        shares = ("closest_rate", "function_share", "open_share", "recency_floor", "linkedin_floor")
        caps = (field.name for field in fields(self) if field.name.endswith("_cap"))
        check_shares(self, "strength", *shares, "investor_probability", *caps)
        if self.closest_rate == 1:
            raise PolicyError("policy key strength.closest_rate: must be below 1, or everybody knows everybody at once")
        scales = ("unit_half_size", "others_met", "rate_months", "recency_half_life_years", "mail_scale")
        years = ("linkedin_half_life_years", "mail_short_years", "mail_long_years", "declared_half_life_years")
        check_above_zero(self, "strength", *scales, *years)

    @property
    def lasting_linkedin(self) -> float:
        """What a LinkedIn connection is worth of which no day is known."""
        return self.linkedin_cap * self.linkedin_floor


@dataclass(frozen=True, slots=True)
class ReachPolicy:
    """How a request travels over a person in between."""

    bridge_pass: float
    labels: int

    def __post_init__(self) -> None:
        check_shares(self, "reach", "bridge_pass")
        check_above_zero(self, "reach", "labels")


@dataclass(frozen=True, slots=True)
class WillingPolicy:
    """How likely one of our people helps when asked, by circle and verdict."""

    team: float
    champion: float
    advisor: float
    board: float
    investor: float
    ex_customer: float
    when_joint: float
    when_blocked: float

    def __post_init__(self) -> None:
        check_shares(self, "willing", *(field.name for field in fields(self)))


@dataclass(frozen=True, slots=True)
class ReplyPolicy:
    """How likely a target answers, by seniority, function and the account's signals."""

    c_level: float
    vp: float
    director: float
    manager: float
    individual: float
    unknown: float
    functions: tuple[str, ...]
    other_function_factor: float
    without_signal_factor: float
    leaves_per_year: float

    def __post_init__(self) -> None:
        others = {"functions", "leaves_per_year"}
        check_shares(self, "reply", *(field.name for field in fields(self) if field.name not in others))


@dataclass(frozen=True, slots=True)
class SearchPolicy:
    """How many persons a path search looks at and how many ways it shows."""

    targets_per_account: int
    connectors_per_target: int
    targets_per_connector: int
    min_score: float

    def __post_init__(self) -> None:
        check_above_zero(self, "search", "targets_per_account", "connectors_per_target", "targets_per_connector")


@dataclass(frozen=True, slots=True)
class GapsPolicy:
    """What would create or raise a path: what is expected of a step where a workspace's own data cannot tell."""

    confirmed_closeness: float
    connected_function: float
    connected_company: float
    connected_stranger: float
    history_share: float
    reached_share: float
    contacts: int
    prior_weight: float

    def __post_init__(self) -> None:
        shares = ("connected_function", "connected_company", "connected_stranger", "history_share", "reached_share")
        check_shares(self, "gaps", "confirmed_closeness", *shares)
        check_above_zero(self, "gaps", "contacts", "prior_weight")


@dataclass(frozen=True, slots=True)
class SignalsPolicy:
    """How fast a signal goes stale, and what several of one kind are worth."""

    hiring_half_life_days: float
    funding_half_life_days: float
    leadership_change_half_life_days: float
    reorg_half_life_days: float
    layoff_half_life_days: float
    job_change_half_life_days: float
    news_half_life_days: float
    intent_half_life_days: float
    hiring_weight: float
    funding_weight: float
    leadership_change_weight: float
    reorg_weight: float
    layoff_weight: float
    job_change_weight: float
    news_weight: float
    intent_weight: float
    expiry_days: int
    repeat_factor: float

    def half_life(self, kind: SignalKind) -> float:
        """Return the days in which a signal of this kind becomes half as fresh."""
        days: float = getattr(self, f"{kind.value}_half_life_days")
        return days

    def weight(self, kind: SignalKind) -> float:
        """Return how much a signal of this kind says on its day, 0 to 1."""
        weight: float = getattr(self, f"{kind.value}_weight")
        return weight

    def __post_init__(self) -> None:
        for kind in SignalKind:
            if self.half_life(kind) <= 0:
                raise PolicyError(f"policy key signals.{kind.value}_half_life_days: must be above 0")
            if self.weight(kind) > 1:
                raise PolicyError(f"policy key signals.{kind.value}_weight: must be 0 to 1")
        if self.repeat_factor > 1:
            raise PolicyError(f"policy key signals.repeat_factor: must be 0 to 1, got {self.repeat_factor}")


class Joining(StrEnum):
    """Which records of people are joined: only the sure ones, or those too that somebody should look at."""

    STRICT = "strict"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class MatchingPolicy:
    """From which probability on two records of people are joined, asked about, or kept in mind."""

    policy: str
    auto: float
    certain: float
    review: float
    hint: float
    margin_bits: float
    cluster_odds: float

    def __post_init__(self) -> None:
        check_members((self.policy,), Joining, "matching.policy")
        check_shares(self, "matching", "auto", "certain", "review", "hint")
        check_above_zero(self, "matching", "cluster_odds")
        if not self.hint <= self.review <= self.auto:
            raise PolicyError("policy key matching.review: must lie between matching.hint and matching.auto")

    @property
    def joins_from(self) -> float:
        """From which probability on two records are joined without asking."""
        return self.review if self.policy == Joining.WIDE else self.auto


@dataclass(frozen=True, slots=True)
class IntakePolicy:
    """Whom no import may bring in, how much may be uploaded, and how long an import can be undone."""

    blocked_emails: tuple[str, ...]
    blocked_domains: tuple[str, ...]
    upload_mb: int
    undo_days: int

    def __post_init__(self) -> None:
        check_above_zero(self, "intake", "upload_mb")
        if self.upload_mb > _MOST_UPLOAD_MB:
            raise PolicyError(f"policy key intake.upload_mb: at most {_MOST_UPLOAD_MB}; use `orbit ingest` for more")
