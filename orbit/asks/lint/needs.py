"""What every ask says, and what asks for a second thing: phrases as in the other table. English only."""

from __future__ import annotations

from orbit.asks.lint.grammar import Guard
from orbit.asks.lint.table import phrases

SEVERAL = [
    *phrases(
        "several_asks",
        (),
        """
        one|another more|other? FAVORS
        one more|other thing
        QUANT ~1 asks|favors|favours|requests
        while i have ~1 you|your
        MAY|please you? ~16 REVIEW
        MAY|please you? ~16 case study
        MAY you ~16 PROOF
        please ~8 PROOF
        MAY|please you ~16 hop|jump on
        and|also|plus ~1 write|leave|give|record ~3 recommendation|quote|review
        as well as ~1 an|the? ~1 introduction|intro to
        and|also|plus ~2 introduction|intro to NAME
        and also|then|maybe|perhaps? introduce|connect me|us to|with
        also ~1 MAY you ~3 PASSES
    """,
    ),
    *phrases(
        "several_asks",
        (),
        """
        another thing|ask|favor|favour|request
        second thing|ask|favor|favour|request
    """,
    ),
]

# What an ask needs; here a hit is good.
REQUEST = [
    *phrases(
        "request",
        (),
        """
        MAY you ~6 PASSES
        please|kindly ~3 PASSES
        MAY i|we ~3 use|mention|PASSES
    """,
    ),
    *phrases(
        "request",
        (),
        """
        WE would|do? ~3 LIKE ~5 PASSES
        mind ~3 PASSES
        mind if ~3 PASSES|use
    """,
    ),
    *phrases(
        "request",
        (),
        """
        open|willing|happy|okay|ok|comfortable|able|fine|up|game to|for|with|if ~4 PASSES
    """,
    ),
    *phrases(
        "request",
        (),
        """
        put|get|putting me|us ~1 in touch
        introduction|intro to NAME
        ask you ~3 PASSES
    """,
    ),
    *phrases(
        "request",
        (Guard.COMMAND,),
        """
        introduce|connect|forward me|us|this|it|NAME
    """,
    ),
]
DISQUALIFIER = [
    *phrases(
        "disqualifier",
        (),
        """
        IF ~12 CONTENT ~14 LETGO
        LETGO ~8 if ~12 CONTENT
        IF ~12 CONTENT ~8 leave it|this
        IF ~12 CONTENT ~8 no need
        IF ~12 CONTENT ~8 say no|so
        IF ~12 CONTENT ~8 not bother
        only ~4 if ~6 not
    """,
    ),
    # "If you'd rather not, no problem" lets the reader off, not the one they would write to.
    *phrases(
        "disqualifier",
        (Guard.OF_OTHERS,),
        """
        IF ~10 CONTENT ~8 FINE
        FINE ~6 if ~10 CONTENT
    """,
    ),
]
REASON = [*phrases("timing", (), "TIMING"), *phrases("title", (), "TITLE")]
