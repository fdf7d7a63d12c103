"""Which rules an ask is checked against, and what a workspace adds to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from orbit.policy.checks import check_members


class LintName(StrEnum):
    """Every rule by its name."""

    NO_PERSON = "no_person"
    UNKNOWN_PERSON = "unknown_person"
    SEVERAL_PEOPLE = "several_people"
    NO_COMPANY = "no_company"
    UNKNOWN_COMPANY = "unknown_company"
    SEVERAL_COMPANIES = "several_companies"
    ELSEWHERE = "elsewhere"
    NO_REQUEST = "no_request"
    NO_TITLE = "no_title"
    NO_TIMING = "no_timing"
    BLURB_SENTENCES = "blurb_sentences"
    TOO_LONG = "too_long"
    NO_SIGNAL = "no_signal"
    NO_DISQUALIFIER = "no_disqualifier"
    CALENDAR_LINK = "calendar_link"
    ATTACHMENT = "attachment"
    COPIED_COLLEAGUE = "copied_colleague"
    PLACEHOLDER = "placeholder"
    ANYONE_INTERESTED = "anyone_interested"
    WHO_DO_YOU_KNOW = "who_do_you_know"
    HELP_US_GROW = "help_us_grow"
    PICK_YOUR_BRAIN = "pick_your_brain"
    NO_PRESSURE_IF_EVER = "no_pressure_if_ever"
    ANY_CHANCE = "any_chance"
    TOLD_TO_ASK = "told_to_ask"
    SEVERAL_ASKS = "several_asks"


@dataclass(frozen=True, slots=True)
class LintPolicy:
    """Rules that only advise, rules that are off, phrases of a workspace's own, and whom nobody copies."""

    advice: tuple[str, ...]
    off: tuple[str, ...]
    own_phrases: tuple[str, ...]
    manager_titles: tuple[str, ...]

    def __post_init__(self) -> None:
        check_members(self.advice, LintName, "lint.advice")
        check_members(self.off, LintName, "lint.off")
