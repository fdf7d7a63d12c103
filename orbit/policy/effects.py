"""What another value of the policy changes, in words."""

from __future__ import annotations

from orbit.policy.table import PolicyEntry

# By key: what a higher value does, what a lower one does.
_NUMBERS: dict[str, tuple[str, str]] = {
    "gate.min_nps": (
        "Fewer champions have earned the ask by their NPS answer.",
        "More champions have earned the ask by their NPS answer.",
    ),
    "gate.min_csat": ("Fewer CSAT answers open a window.", "More CSAT answers open a window."),
    "gate.closed_won_from_day": (
        "The window after closed-won opens later.",
        "The window after closed-won opens earlier.",
    ),
    "gate.closed_won_to_day": (
        "The window after closed-won stays open longer.",
        "The window after closed-won closes earlier.",
    ),
    "gate.renewal_days": (
        "The window after a renewal stays open longer.",
        "The window after a renewal closes earlier.",
    ),
    "gate.expansion_days": (
        "The window after an expansion stays open longer.",
        "The window after an expansion closes earlier.",
    ),
    "gate.csat_days": (
        "The window after a CSAT answer stays open longer.",
        "The window after a CSAT answer closes earlier.",
    ),
    "gate.ask_within_hours": ("Asks are called late later.", "Asks are called late sooner."),
    "gate.strongest_days": ("A value event fades more slowly.", "A value event fades faster."),
    "gate.tier1_days": ("More champions are tier 1.", "Fewer champions are tier 1."),
    "gate.champion_left_days": (
        "A customer rests longer after a champion left.",
        "A customer rests less long after a champion left.",
    ),
    "gate.renewal_notice_days": ("A renewal forbids asks earlier.", "A renewal forbids asks later."),
    "gate.renewal_signed_days": (
        "A renewal signed longer ago still counts as the coming one.",
        "A renewal signed early may not count as the coming one.",
    ),
    "gate.strategic_arr": (
        "Fewer customers are strategic: fewer joint motions, more single asks.",
        "More customers are strategic: more joint motions, fewer single asks.",
    ),
    "load.max_open": ("A connector may have more open asks at once.", "A connector may have fewer open asks at once."),
    "load.max_recent": ("A connector is asked more often.", "A connector is asked less often."),
    "load.recent_days": ("A connector is asked less often.", "A connector is asked more often."),
    "load.rest_days": ("A connector rests longer after a no.", "A connector is asked again sooner after a no."),
    "load.pace_days": ("Paced circles are asked less often.", "Paced circles are asked more often."),
    "load.silent_days": ("An unanswered ask holds its slot longer.", "An unanswered ask frees its slot sooner."),
    "load.no_chase_hours": (
        "What is owed after a yes without a forward falls due later.",
        "What is owed after a yes without a forward falls due sooner.",
    ),
    "champions.names_least": ("More names are looked for per champion.", "Fewer names are looked for per champion."),
    "champions.names_most": ("More names are suggested per champion.", "Fewer names are suggested per champion."),
    "champions.accounts": ("Names are looked for at more accounts.", "Names are looked for at fewer accounts."),
    "packet.forward_seconds": ("Longer e-mails pass.", "Only shorter e-mails pass."),
    "packet.words_per_minute": ("Longer e-mails pass.", "Only shorter e-mails pass."),
    "packet.blurb_sentences": ("A blurb may have more sentences.", "A blurb may have fewer sentences."),
    "plan.named_floor": (
        "Reps are told sooner that they have too few names.",
        "Reps are told later that they have too few names.",
    ),
    "plan.asks_per_rep": ("A rep gets more asks a week.", "A rep gets fewer asks a week."),
    "plan.asks_per_account": ("An account gets more asks a week.", "An account gets fewer asks a week."),
    "plan.min_score": ("Faint paths are held back sooner: fewer asks.", "Fainter paths are asked for: more asks."),
    "plan.floor_penalty": (
        "Reps below the floor come first more often, at the cost of worth.",
        "Worth comes first more often, at the cost of reps below the floor.",
    ),
    "log.reciprocity_days": ("What is owed falls due later.", "What is owed falls due sooner."),
    "log.draft_days": ("The draft after a yes falls due later.", "The draft after a yes falls due sooner."),
    "log.check_in_days": ("The check-in after a no comes later.", "The check-in after a no comes sooner."),
}
_SECTIONS = {
    "strength": "Ties are weighed anew: scores and their order change.",
    "reach": "Ways over a person in between are weighed anew: scores and their order change.",
    "willing": "Connectors are weighed anew: scores and their order change.",
    "reply": "Targets are weighed anew: scores and their order change.",
    "search": "Other paths are shown.",
    "gaps": "Other steps are proposed where no path is known.",
    "signals": "Accounts are ordered anew, and other signals count as fresh.",
    "gate": "Other champions may be asked.",
    "load": "Connectors are asked more or less often.",
    "packet": "Packets are worded or measured anew.",
    "lint": "Other asks are refused or advised on.",
    "plan": "The week is planned anew.",
    "log": "What follows an ask changes.",
    "learn": "Outcomes teach more or less.",
    "measure": "The months are measured anew.",
    "session": "The monthly session looks otherwise.",
    "matching": "Other records are joined or put up for review, from the next import on.",
    "intake": "Other people are kept out, from the next import on.",
    "sharing": "Others see more or less of whom somebody knows by an upload of their own.",
}
_ANYTHING = "What rests on it changes."
_NOTHING = "That is the shipped value: the line changes nothing."


def effect_of(entry: PolicyEntry) -> str:
    """Say in a sentence what a value does that differs from the shipped one."""
    if not entry.differs:
        return _NOTHING
    told = _NUMBERS.get(entry.name)
    if told is not None and isinstance(entry.value, int | float) and isinstance(entry.shipped, int | float):
        return told[0] if entry.value > entry.shipped else told[1]
    if isinstance(entry.value, tuple) and isinstance(entry.shipped, tuple):
        return f"{_items(entry.value, entry.shipped)} {_of_section(entry.section)}"
    return _of_section(entry.section)


def _of_section(section: str) -> str:
    return _SECTIONS.get(section, _ANYTHING)


def _items(now: tuple[str, ...], shipped: tuple[str, ...]) -> str:
    added = [item for item in now if item not in shipped]
    gone = [item for item in shipped if item not in now]
    parts = [f"{word}: {', '.join(items)}." for word, items in (("Added", added), ("Left out", gone)) if items]
    return " ".join(parts) or "The order is another one."
