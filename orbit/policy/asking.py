"""The numbers by which asks are allowed, worded, planned and logged."""

from __future__ import annotations

from dataclasses import dataclass

from orbit.errors import PolicyError
from orbit.model import Circle, SignalKind, TriggerKind
from orbit.policy.checks import check_above_zero, check_members, check_shares

_HIGHEST_ANSWER = 10


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """When the champion of a customer may be asked, and when not."""

    min_nps: int
    min_csat: float
    closed_won_from_day: int
    closed_won_to_day: int
    renewal_days: int
    expansion_days: int
    csat_days: int
    ask_within_hours: int
    strongest_days: int
    tier1_days: int
    champion_left_days: int
    renewal_notice_days: int
    renewal_signed_days: int
    strategic_arr: float
    sdr_triggers: tuple[str, ...]

    def __post_init__(self) -> None:
        check_members(self.sdr_triggers, TriggerKind, "gate.sdr_triggers")
        check_above_zero(self, "gate", "strongest_days")
        if self.closed_won_from_day > self.closed_won_to_day:
            raise PolicyError("policy key gate.closed_won_to_day: must not come before gate.closed_won_from_day")
        for key in ("closed_won_to_day", "renewal_days", "expansion_days", "csat_days"):
            if getattr(self, key) > self.strongest_days:
                raise PolicyError(
                    f"policy key gate.{key}: a window must close by gate.strongest_days ({self.strongest_days}),"
                    f" got {getattr(self, key)}"
                )
        for key in ("min_nps", "min_csat"):
            if getattr(self, key) > _HIGHEST_ANSWER:
                raise PolicyError(f"policy key gate.{key}: answers go from 0 to 10, got {getattr(self, key)}")
        if self.renewal_signed_days < self.renewal_notice_days:
            raise PolicyError(
                "policy key gate.renewal_signed_days: must not be below gate.renewal_notice_days,"
                " or a renewal that is signed forbids asks all the same"
            )


@dataclass(frozen=True, slots=True)
class LoadPolicy:
    """How much may be asked of one connector by all reps together."""

    max_open: int
    max_recent: int
    recent_days: int
    rest_days: int
    paced_circles: tuple[str, ...]
    pace_days: int
    silent_days: int
    no_chase_hours: int

    def __post_init__(self) -> None:
        check_members(self.paced_circles, Circle, "load.paced_circles")
        check_above_zero(self, "load", "recent_days", "silent_days")
        if not (self.max_open and self.max_recent):
            raise PolicyError("policy keys load.max_open and load.max_recent: must be at least 1")


@dataclass(frozen=True, slots=True)
class ChampionsPolicy:
    """How many persons to ask for are suggested with each champion, and at how many accounts they are looked for."""

    names_least: int
    names_most: int
    accounts: int

    def __post_init__(self) -> None:
        check_above_zero(self, "champions", "names_most")
        if self.names_least > self.names_most:
            raise PolicyError("policy key champions.names_most: must not be below champions.names_least")


@dataclass(frozen=True, slots=True)
class PacketPolicy:
    """How long the words of an ask may be."""

    forward_seconds: int
    words_per_minute: float
    blurb_sentences: int
    pitch_words: int
    title_words: int
    story_words: int
    just_days: int
    name_drop_below: float
    confidential_signals: tuple[str, ...]
    rewrite_command: tuple[str, ...]
    rewrite_seconds: float

    def __post_init__(self) -> None:
        check_shares(self, "packet", "name_drop_below")
        check_members(self.confidential_signals, SignalKind, "packet.confidential_signals")
        check_above_zero(self, "packet", "forward_seconds", "words_per_minute", "blurb_sentences", "rewrite_seconds")


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """How many asks a week holds, what they are worth beside one another, and how the best are searched for."""

    named_floor: int
    asks_per_rep: int
    asks_per_account: int
    min_score: float
    held_shown: int
    floor_penalty: float
    usual_arr: float
    least_value: float
    most_value: float
    late_stages: tuple[str, ...]
    late_stage_factor: float
    max_gap: float
    solve_seconds: float
    slots_shown: int

    def __post_init__(self) -> None:
        check_shares(self, "plan", "min_score", "max_gap")
        check_above_zero(self, "plan", "asks_per_rep", "asks_per_account", "solve_seconds")
        check_above_zero(self, "plan", "usual_arr", "least_value", "late_stage_factor")
        if self.least_value > self.most_value:
            raise PolicyError("policy key plan.most_value: must not be below plan.least_value")


@dataclass(frozen=True, slots=True)
class LogPolicy:
    """What is owed to whoever was asked, and by when each step after an ask is due."""

    reciprocities: tuple[str, ...]
    donation_usd: int
    reciprocity_days: int
    draft_days: int
    closure_days: int
    check_in_days: int
    follow_up_lead_days: int
    replay_days: int

    def __post_init__(self) -> None:
        if not self.reciprocities:
            raise PolicyError("policy key log.reciprocities: must name at least one way to give something back")
        check_above_zero(self, "log", "check_in_days", "replay_days")


@dataclass(frozen=True, slots=True)
class LearnPolicy:
    """How much the log of asks teaches: as how many asks each prior counts, and how many questions are asked a week."""

    prior_asks: float
    person_asks: float
    questions: int

    def __post_init__(self) -> None:
        check_above_zero(self, "learn", "prior_asks", "person_asks")
