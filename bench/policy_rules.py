"""The rules of the referral playbook by number: what each says, what Orbit does about it, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `keys` are its numbers in the policy, `modules` where it is kept (without `.py`)."""

    number: int
    says: str
    does: str
    keys: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


_LINT = ("orbit/asks/lint/refuse",)
_PHRASE = "Refused by the lint, in other words too"


def _phrase(number: int, says: str) -> Rule:
    return Rule(number, f"Never: “{says}”", _PHRASE, ("lint.own_phrases",), _LINT)


RULES: tuple[Rule, ...] = (
    Rule(
        1,
        "An ask names one person at one company",
        "Plan and log take nothing less; the lint refuses it",
        modules=("orbit/asks/plan/week", "orbit/asks/log/ask", "orbit/asks/lint/refuse"),
    ),
    Rule(
        2,
        "It can be answered yes or no, and no is easy",
        "The e-mail asks one question",
        (),
        ("orbit/asks/packet/write",),
    ),
    Rule(
        3,
        "It names the title and why now",
        "The packet does, from a fresh signal; the lint advises it",
        ("packet.just_days", "packet.title_words", "lint.advice"),
        ("orbit/asks/packet/why_now", "orbit/asks/packet/write"),
    ),
    Rule(
        4,
        "The blurb has two sentences: who we are, why it matters to them",
        "Made so, and linted",
        ("packet.blurb_sentences", "packet.pitch_words"),
        ("orbit/asks/packet/write", "orbit/asks/lint/refuse"),
    ),
    Rule(
        5,
        "It can be forwarded within 30 seconds",
        "The reading time of the e-mail is measured",
        ("packet.forward_seconds", "packet.words_per_minute"),
        _LINT,
    ),
    Rule(
        6,
        "Only accounts that show a signal are asked about",
        "Others are held back as `no_signal`",
        ("signals.expiry_days", "search.min_score"),
        ("orbit/signals", "orbit/asks/plan/choose", "api/presenter/champions/suggestions"),
    ),
    Rule(
        7,
        "All circles are asked the same way",
        "One gate, one packet and one plan for all circles",
        ("willing.team", "willing.champion", "willing.advisor", "willing.board", "willing.investor"),
        ("orbit/asks/gate/verdict", "orbit/asks/packet/write", "orbit/asks/plan/choose"),
    ),
    Rule(
        8,
        "Two or three names are picked before each ask",
        "Suggested with each champion",
        ("champions.names_least", "champions.names_most", "champions.accounts"),
        ("api/presenter/champions/suggestions",),
    ),
    Rule(
        9,
        "The packet: a paragraph in the customer's voice, the reason in two sentences, an e-mail",
        "Made so",
        ("packet.story_words",),
        ("orbit/asks/packet/write",),
    ),
    Rule(
        10,
        "It says in one sentence when to disregard it",
        "Every packet has that line; the lint wants it",
        modules=("orbit/asks/packet/write", "orbit/asks/lint/refuse"),
    ),
    Rule(11, "No deck, and no calendar link before they reply", "Refused by the lint", (), _LINT),
    Rule(
        12,
        "No manager and no SDR in copy",
        "Refused by the lint",
        ("lint.manager_titles",),
        _LINT,
    ),
    Rule(
        13,
        "The draft is promised for a day when they say yes",
        "A yes sets the day on which it is due",
        ("log.draft_days",),
        ("orbit/asks/log/due",),
    ),
    Rule(
        *(
            14,
            "Asked live: value first, then the name; a thank-you on yes, the next check-in on no",
            "The rep's script",
        ),
        ("log.check_in_days",),
        ("orbit/asks/packet/write", "orbit/asks/log/due"),
    ),
    Rule(
        15,
        "The right to ask is earned: a win story, a measured outcome or a high NPS answer",
        "Else `not_earned`",
        ("gate.min_nps",),
        ("orbit/asks/gate/rules", "orbit/asks/gate/seat"),
    ),
    Rule(
        16,
        "Mined are healthy accounts with promoters that the rep owns",
        "A flag of the list, no gate",
        ("gate.min_nps",),
        ("orbit/asks/gate/champions",),
    ),
    Rule(
        17,
        "Four value events open a window, nothing else does",
        "Else `no_trigger` or `outside_window`",
        modules=("orbit/asks/gate/windows", "orbit/asks/gate/rules"),
    ),
    Rule(
        18,
        "After closed-won: the second week of onboarding",
        "A window of these days",
        ("gate.closed_won_from_day", "gate.closed_won_to_day"),
        ("orbit/asks/gate/windows",),
    ),
    Rule(19, "After a renewal: 7 days", "A window of these days", ("gate.renewal_days",), ("orbit/asks/gate/windows",)),
    Rule(
        20,
        "After an expansion: 14 days",
        "A window of these days",
        ("gate.expansion_days",),
        ("orbit/asks/gate/windows",),
    ),
    Rule(
        21,
        "After a CSAT answer of 9 or more: 5 days",
        "A window for who gave the answer",
        ("gate.min_csat", "gate.csat_days"),
        ("orbit/asks/gate/windows",),
    ),
    Rule(
        22,
        "Ask within 48 hours",
        "A target after the window opens; the window is the limit",
        ("gate.ask_within_hours",),
        ("orbit/asks/gate/windows", "orbit/asks/log/due"),
    ),
    Rule(
        23,
        "30 days after the value event nothing is left of it",
        "It fades by then; no window may be longer",
        ("gate.strongest_days",),
        ("orbit/asks/gate/windows", "orbit/policy/asking"),
    ),
    Rule(
        24,
        "An expansion playbook completed in 90 days makes tier 1",
        "A flag of the list",
        ("gate.tier1_days",),
        ("orbit/asks/gate/champions",),
    ),
    Rule(
        25,
        "Champions are ordered by their newest event, not by strength",
        "So in the list and in the week",
        modules=("orbit/asks/gate/champions", "orbit/asks/plan/choose"),
    ),
    Rule(
        26,
        "Three layers are known at each customer",
        "The missing ones are named",
        modules=("orbit/asks/gate/champions", "api/presenter/champions/champions"),
    ),
    Rule(27, "No ask while an escalation is open", "Blocked as `escalation`", (), ("orbit/asks/gate/rules",)),
    Rule(
        28,
        "No ask for 60 days after a champion left",
        "Blocked as `champion_left`, with the day it lifts",
        ("gate.champion_left_days",),
        ("orbit/asks/gate/rules",),
    ),
    Rule(
        29,
        "No ask in the 30 days before a renewal that is not committed",
        "Blocked as `renewal_uncommitted`",
        ("gate.renewal_notice_days", "gate.renewal_signed_days"),
        ("orbit/asks/gate/rules", "orbit/asks/gate/customer"),
    ),
    Rule(
        *(
            30,
            "Above $250,000 ARR: CSM and AE together, in a business review",
            "A joint motion on the day of the review",
        ),
        ("gate.strategic_arr",),
        ("orbit/asks/gate/rules", "orbit/asks/gate/grounds"),
    ),
    Rule(
        *(
            31,
            "SDRs: closed-won and CSAT, at accounts they sourced; half an hour",
            "Else `sdr_trigger` or `not_sourced`",
        ),
        ("gate.sdr_triggers", "session.sdr_minutes"),
        ("orbit/asks/gate/rules", "orbit/asks/gate/customer"),
    ),
    Rule(
        32,
        "Bound to another vendor: come back on the renewal date",
        "The log dates the follow-up",
        ("log.follow_up_lead_days",),
        ("orbit/asks/log/due", "orbit/asks/plan/barred"),
    ),
    Rule(
        33,
        "A yes without a forward for 72 hours: no reminder, the thank-you goes out",
        "No reminder exists at all",
        ("load.no_chase_hours",),
        ("orbit/asks/log/due", "orbit/asks/gate/load"),
    ),
    _phrase(34, "Do you know anyone who might be interested?"),
    _phrase(35, "We're trying to grow and could use your help"),
    _phrase(36, "Just wanted to pick your brain about who you know"),
    _phrase(37, "No pressure, but if you ever have anyone"),
    _phrase(38, "Any chance you'd be willing to send something?"),
    _phrase(39, "Our marketing team asked me to ask you"),
    _phrase(40, "Do you know anyone else who might be interested in what we do?"),
    _phrase(41, "Who do you know?"),
    _phrase(42, "Do you know anyone who might benefit?"),
    Rule(
        43,
        "Something is given back, picked before the ask",
        "An ask is not made before it is picked",
        ("log.reciprocities", "log.donation_usd"),
        ("orbit/asks/log/reciprocity", "orbit/asks/log/ask"),
    ),
    Rule(
        44,
        "It is given whatever the outcome",
        "Owed from the ask on, in a ledger with days",
        ("log.reciprocity_days",),
        ("orbit/asks/log/reciprocity",),
    ),
    Rule(
        45,
        "Every ask is logged, with two fields in the CRM",
        "The log, and its export for Salesforce",
        ("log.replay_days",),
        ("orbit/asks/log/history", "api/presenter/asks/asks_crm"),
    ),
    Rule(
        46,
        "Five named candidates and holds per rep; who cannot is flagged and paired",
        "A floor, told with advice",
        ("plan.named_floor", "plan.floor_penalty", "session.hold_minutes"),
        ("orbit/asks/plan/shortfall", "orbit/asks/month/session"),
    ),
    Rule(
        47,
        "Two asks in the seven days after the session",
        "Counted per rep",
        ("measure.early_asks", "measure.early_days", "measure.early_triggers"),
        ("orbit/asks/month/measures",),
    ),
    Rule(
        48,
        "A session of 60 minutes names 40 to 60, monthly; 5 minutes weekly",
        "Its sheet, agenda and days",
        ("session.minutes", "session.least_named", "session.most_named", "session.standup_minutes"),
        ("orbit/asks/month/session",),
    ),
    Rule(49, "8 asks per rep and month", "Counted", ("measure.asks_per_month",), ("orbit/asks/month/measures",)),
    Rule(
        50,
        "15 % of opportunities come from asks",
        "Counted over the quarter",
        ("measure.opportunity_share", "measure.referral_months", "measure.credit_days", "measure.referral_sources"),
        ("orbit/asks/month/measures", "orbit/asks/month/referrals"),
    ),
    Rule(
        51,
        "25 % of closed-won comes from asks",
        "Counted over the quarter",
        ("measure.won_share", "measure.referral_months", "measure.credit_days"),
        ("orbit/asks/month/measures", "orbit/asks/month/referrals"),
    ),
    Rule(
        52,
        "Looked at on the first Monday of a month",
        "The session is on that day",
        ("session.weekday",),
        ("orbit/asks/month/session", "orbit/asks/month/months"),
    ),
    Rule(
        53,
        "Reps claim about four times what is logged",
        "Claimed stands beside logged",
        ("measure.claimed_ratio",),
        ("orbit/asks/month/measures",),
    ),
    Rule(
        54,
        "Who does not ask is coached",
        "Only counts are told: Orbit judges nobody, so no number of days is kept",
        modules=("orbit/asks/month/measures",),
    ),
    Rule(
        55,
        "Each rep leaves with names, days, scripts, packets and commitments",
        "The sheet of the session",
        ("plan.named_floor",),
        ("orbit/asks/month/session", "api/presenter/month/session"),
    ),
    Rule(
        56,
        "Three logged asks pay a session back; scripts are said aloud twice",
        "In the sheet and its agenda",
        ("session.payback_asks", "session.agenda"),
        ("orbit/asks/month/session",),
    ),
    Rule(
        57,
        "The systems that hold the facts are named",
        "A source or profile for each",
        modules=("ingest/crm_champions", "ingest/crm_accounts", "ingest/linkedin"),
    ),
)
