"""The rules that lint looks at: their numbers in the playbook, why each is there, and a better sentence."""

from __future__ import annotations

from dataclasses import dataclass

# What asks for nobody in particular, or apologises for asking: one rule each of the list of phrases.
VAGUE = (
    "anyone_interested",
    "who_do_you_know",
    "help_us_grow",
    "pick_your_brain",
    "no_pressure_if_ever",
    "any_chance",
    "told_to_ask",
)
# What the phrases, and so the language of the text, decide.
_ENGLISH = (*VAGUE, "no_request", "several_asks", "no_disqualifier", "no_title", "no_timing", "blurb_sentences")
ENGLISH_ONLY = frozenset(_ENGLISH)


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule: `numbers` are those of the playbook; `mend` holds places for the names of the ask."""

    name: str
    numbers: tuple[int, ...]
    why: str
    mend: str


_ONE = "An ask that names one person at one company can be answered with yes or no; any other is homework."
_ASK = "Write instead{such}“{ask}”"
_RULES = (
    LintRule("no_person", (1, 2), _ONE, _ASK),
    LintRule("unknown_person", (1,), "Nobody of this name is in your data, so no path leads to them.", "{nearest}"),
    LintRule("several_people", (1, 2), "Two names make two decisions, and neither is made.", "Keep one{such}“{ask}”"),
    LintRule("no_company", (1,), _ONE, _ASK),
    LintRule("unknown_company", (1,), "No company of this name is in your data.", "{nearest}"),
    LintRule("several_companies", (1, 2), "One company an ask: the next one is the next ask.", "Keep one{such}“{ask}”"),
    LintRule(
        "elsewhere",
        (1,),
        "As far as your data knows, this person does not work there now.",
        "Check it, then name the company where {first} is today.",
    ),
    LintRule("no_request", (2,), "Nothing here can be answered with yes or no.", "Ask it{such}“{ask}”"),
    LintRule(
        "no_title",
        (3,),
        "With the title the reader sees at once why it is this person.",
        "Say it once{such}“{titled}”.",
    ),
    LintRule(
        "no_timing",
        (3,),
        "A reason why now is what makes an introduction worth the trouble.",
        "Add what happened{told}“{news}, so {first} may find the timing right.”",
    ),
    LintRule(
        "blurb_sentences",
        (4,),
        "Who forwards it reads two sentences: who you are, and why now for them.",
        "Keep two: what you do, and why now{told}“{news}, so {first} may find the timing right.”",
    ),
    LintRule(
        "too_long",
        (5,),
        "What takes longer to read is put off, and then forgotten.",
        "Keep the ask, two sentences to forward, and the line that lets {first} off.",
    ),
    LintRule(
        "no_signal",
        (6,),
        "Asks are for companies at which something has just happened; this one shows no fresh signal.",
        "Keep it until something happens at {account}, or import the signal that you know of.",
    ),
    LintRule(
        "no_disqualifier",
        (10,),
        "A way out makes it easy to forward, and easy to leave.",
        "End with: “If {first} is happy with their current solution, please disregard.”",
    ),
    LintRule(
        "calendar_link",
        (11,),
        "A link to a calendar or a meeting before any answer takes the yes for granted.",
        "Leave it out, and send it once {first} has replied: “Happy to work around {first}'s week.”",
    ),
    LintRule(
        "attachment",
        (11,),
        "A deck or a file turns a favour into reading.",
        "Take it out; say the one result that matters in a sentence of the two to forward.",
    ),
    LintRule(
        "copied_colleague",
        (12,),
        "A manager or SDR in copy turns a favour between two people into a campaign.",
        "Send it to the one person whom you ask, with nobody in copy.",
    ),
    LintRule("placeholder", (9,), "A gap that was left in shows that the words were meant for anybody.", "{fill}"),
    LintRule("anyone_interested", (1, 34, 40, 42), "It asks the reader to search through everybody they know.", _ASK),
    LintRule("who_do_you_know", (1, 41), "It asks the reader to do your research.", _ASK),
    LintRule(
        "help_us_grow",
        (35,),
        "It speaks of your need, where the reader looks for what helps their acquaintance.",
        "Say why it is good for them{told}“{news}, so {first} may find the timing right.”",
    ),
    LintRule("pick_your_brain", (36,), "It asks for time, and does not say for what.", _ASK),
    LintRule(
        "no_pressure_if_ever",
        (1, 37),
        "What has no date and no name is never done.",
        "Ask for one person now, and make no easy: “{ask} A plain no is fine.”",
    ),
    LintRule("any_chance", (38,), "It begs for something, and does not say what.", _ASK),
    LintRule(
        "told_to_ask", (39,), "It says that the ask is a campaign, not yours.", "Ask in your own name{such}“{ask}”"
    ),
    LintRule(
        "several_asks", (1, 2), "One favour at a time: with two, the easier one is done.", "Keep one{such}“{ask}”"
    ),
)
RULES = {rule.name: rule for rule in _RULES}
