"""What no ask says: phrases made of kinds of words, one pattern a line. English only."""

from __future__ import annotations

from orbit.asks.lint.grammar import Guard, Phrase

_ASKED = (Guard.ASKED,)
_OPEN = (Guard.ASKED, Guard.UNNAMED)
_OWN = (Guard.OUR_OWN,)
_COMMAND = (Guard.COMMAND, Guard.OUR_OWN)


def phrases(rule: str, guards: tuple[Guard, ...], patterns: str) -> list[Phrase]:
    """Read one pattern from each line."""
    return [Phrase(rule, pattern.strip(), guards) for pattern in patterns.strip().splitlines()]


_ANYONE = [
    *phrases(
        "anyone_interested",
        _ASKED,
        """
        KNOW of? ~1 ANYONE
        KNOW of? ~1 QUANT ~2 PEOPLE
        KNOW of? PEOPLE who|that|at|in|like|with
        KNOW of? a|an|another ~2 PEOPLE who|that|which
        ANYONE ~2 COME ~1 mind|up
        PEOPLE COME to mind
        is|are ~1 there ~1 ANYONE
        is|are there QUANT ~2 PEOPLE
        have|had ~1 ANYONE|PEOPLE ~1 in mind
        ANYONE else? ~3 in|from|within your NETWORK
        PEOPLE ~2 in|from|within your NETWORK
        MAY WE ~1 talk|speak|meet|chat ~1 to|with? ANYONE
        ANYONE ~1 interested in?
        refer|recommend|suggest ~2 ANYONE
        refer|recommend|suggest ~1 a|your|QUANT ~1 PEOPLE
        send|point|steer|throw ~2 PEOPLE|ANYONE|INTROS ~2 our|my|us way|direction
        any ~1 INTROS you MIGHT
    """,
    ),
    *phrases(
        "anyone_interested",
        (),
        """
        ANYONE else? who|that ~1 MIGHT ~1 NEED|be
        ANYONE ~1 who|that NEED|is|are NEED?
        any INTROS ~2 WELCOME
        CONTACTS who|that MIGHT
        every|each INTROS
        recommend ~1 us|me to
        QUANT of your ~2 PEOPLE
        MAY ~1 QUANT ~3 PEOPLE ~1 want|like|care|enjoy|benefit|be
        any ~4 you MIGHT ~1 point|recommend|suggest|introduce|send|refer|share|name
        grateful|thankful|glad for ~2 INTROS
        perhaps|maybe ~1 ANYONE from|in|at|on your
        QUANT ~1 PEOPLE ~1 you ~1 KNOW
        ask|asking around ~4 for us|me
        is there ~1 a|another PEOPLE ~4 who|that
        QUANT of your PEOPLE
        QUANT ~1 PEOPLE who|that MIGHT ~1 NEED|be
        INTRODUCE me|us|our|my? ~1 to|with ANYONE
        INTRODUCE me|us|our|my? ~1 to|with ~1 QUANT ~2 PEOPLE
        INTRODUCE me|us|our|my? ~1 to|with your NETWORK|PEOPLE
        ANYONE ~1 we|i should|could|can
        WELCOME|take|love any ~1 INTROS
        INTROS ~1 always? WELCOME
        open to ~1 INTROS
    """,
    ),
]
_WHO = [
    *phrases(
        "who_do_you_know",
        (),
        """
        who ~1 else? DO you ~1 KNOW|suggest|recommend|introduce|call|ask|see|have
        who ~1 in|within your NETWORK
        about|see|share|tell|on|go|through|discuss|map me|us? ~1 who you MIGHT? KNOW
        who ~1 COME to mind
        who else? should|could|can|might we|i ~2 talk|meet|reach|contact|speak|approach|call|ask|know
        whoever ~3 mind|fits|relevant|interested|right
        who else ~1 MIGHT ~1 NEED|be
        who else ~2 interested
        your thoughts|ideas|take|view on who
        give|send|share|get|have ~2 QUANT names|contacts|introductions
        list of ~2 PEOPLE
        who at|in|from your
        who else ~1 MIGHT
        whose ~3 should|could|would
        who else ~1 i|we
        with|to|for whoever|anyone ~2 MIGHT|finds|is|needs|wants
        which ~1 of your ~1 PEOPLE
        who are|is ~2 right people|person|contact|folks
        about|idea|wonder|see|on who ~1 MIGHT ~1 NEED|be
        QUANT of? names
        the names of ~2 PEOPLE
        who ~2 you ~1 KNOW at|in
    """,
    ),
    *phrases(
        "who_do_you_know",
        (Guard.OPENING,),
        """
        who MIGHT ~1 NEED|be
        who ~1 interested|benefit
    """,
    ),
]
_GROW = phrases(
    "help_us_grow",
    (),
    """
        WE ~3 TRY ~1 to? ~1 GROW
        WE ~2 are|am|is ~2 TRY ~2 GROW
        help us|me ~1 GROW|reach ~2 business|market
        WE ~1 could|can|would ~2 use|need|appreciate|love|value your|some|a|any ~3 HELP
        need your ~1 HELP
        could use ~1 your ~1 HELP
        WE ~3 TRY to ~1 add|sign|find|get|land|close ~3 customers|clients|leads|logos|deals
        your HELP ~8 our ~1 growth|business|pipeline|numbers
        could|hoping|hope|can ~3 help ~2 out
        could|can ~2 do with ~1 your|some|a|any ~2 HELP
        get|need|want|seek more ~1 INTROS
        WE ~2 on ~1 a mission|path ~1 to ~1 GROW
        help us|me ~4 get|find ~1 more|new INTROS|customers|clients|leads
        help us|me to? grow|expand|scale|win
        spread|get|put the word ~1 out?
        help us|me to? hit|make|meet|reach|smash ~2 quota|number|numbers|goal|goals|target|targets
        we|i ~2 need|want|seek|seeking|after ~2 more ~1 customers|clients|leads|business|pipeline|logos|meetings
        get|getting our|the name out
        support our growth
        fuel our growth
    """,
)
_BRAIN = phrases(
    "pick_your_brain",
    (),
    """
        PICK ~2 brain|brains
        PICK your mind|thoughts
        brain pick|picking
        TAP ~2 your ~1 NETWORK
        run|bounce ~2 names|ideas|thoughts ~2 by|past|off you
        brainstorm ~3 who|names|contacts|people|introductions
        hear|get|have|want ~1 your thoughts|ideas|take ~1 on|about who
    """,
)
_PRESSURE = [
    *phrases(
        "no_pressure_if_ever",
        (),
        """
        no|zero|without PRESSURE ~1 at? all? but|though|only
        no|zero EASY ~3 if|when|whenever you ever|happen
        if|should ANYONE ~3 mind|path|interested|needs|wants|asks|looking|up|relevant|crosses
        KEEP us|me|our ~2 in|on ~1 mind|radar|thoughts
        eye|eyes|ear|ears out|open|peeled for
        think|remember of? us|me ~1 if|when|whenever|next|should
        if|should ~1 a|an|any|the ~1 opportunity|occasion|chance ~1 arises|arise|comes|presents
        pass|put|throw ~1 our|my name ~1 around|along|about
        whenever you ~1 meet|find|hear|see ANYONE|QUANT
        if ~3 ever ~1 HAVE|mentions|mention|asks|ask|needs|need|talks|says
        if|should|when|whenever you ~2 HAVE ~2 ANYONE
        if|should|when|whenever you ~2 HAVE ~2 QUANT ~1 PEOPLE
        keep ~1 us|me posted if|about ~2 ANYONE
        if you ~1 know|have|meet ~1 ANYONE
    """,
    ),
    *phrases(
        "no_pressure_if_ever",
        (Guard.UNNAMED,),
        """
        if|when|whenever|should you ~1 EVER ~1 to? ~1 HAVE
        next time you ~1 HAVE|talk|speak|see
    """,
    ),
]
_CHANCE = [
    *phrases(
        "any_chance",
        (),
        """
        any ~1 chance|possibility that|of? you
        any ~1 chance|possibility of
        any way you could|can|would|might
        put|putting ~1 in ~1 a ~1 word
        put a ~1 word in
        there be ~2 chance|possibility
        drop|shoot|fire ~4 to ANYONE
        anything you MIGHT do
        drop|dropping our|my name
        willing|open|happy|able|up to|for SEND ~2 SOMETHING
        a good word for|in|about|with
        is there ~1 chance|possibility|way ~1 you
        chance you MIGHT
    """,
    ),
    *phrases(
        "any_chance",
        _ASKED,
        """
        SEND ~1 SOMETHING
        mention us ~2 ANYONE|PEOPLE
    """,
    ),
]
_TOLD = phrases(
    "told_to_ask",
    (),
    """
        OUR ~2 TEAM ~2 TELL me|us|everyone|all ~1 to? ASKV
        OUR ~2 TEAM TELL that? i|we ~1 ASKV
        i|we ~2 told|asked|instructed|supposed|required|encouraged|pushed|expected|meant ~1 to ~1 ASKV
        i|we ~2 ask|asking all|every|each|everyone ~2 customers|customer|clients|client|champions|users|of|for?
        part of our|the|a ~3 program|programme|campaign|drive|push|initiative|project
        i have to ask ~2 for
        our|a|the referral ~1 program|programme|campaign|bonus|contest|drive|target|quota|month|week|push
        company policy to
        head office ~2 TELL ~3 ASKV
        my|our ~1 TEAM ~6 get|collect|ask|gather|bring ~2 INTROS
        corporate|management|leadership|headquarters|hq TELL ~4 ASKV
        management|marketing|leadership|sales ~1 is|are|has|have? TELL me|us|everyone ~1 to? ASKV
        OUR ~2 TEAM ~1 is|are ~1 TELL|having me|us|everyone ~1 to? ASKV
    """,
)
_CALENDAR = [
    *phrases(
        "calendar_link",
        _OWN,
        """
        my|our calendar
        CAL ~1 link|page|url|invite
        meeting link
        my|our ~1 avail
    """,
    ),
    *phrases(
        "calendar_link",
        _COMMAND,
        """
        BOOK A ~2 SLOT
        BOOK time
        BOOK a? ~1 NAME? slot on|in|with
    """,
    ),
    *phrases(
        "calendar_link",
        _OWN,
        """
        here is|are my|our ~1 availability|times|slots
        my|our availability
    """,
    ),
]
_ATTACHED = phrases(
    "attachment",
    _OWN,
    """
        ATTACH
        i|we ~2 attach|enclose
        our|my|the|some|few|these|sales|pitch|product slides
        pitch|sales|slide|product|our|my|short|a|the|this|company|overview|investor|full|quick DECK
        PAPER
        one pager|pagers
        white paper
        data sheet
        our|my|short ~1 presentation
        slide show
    """,
)
_COPIED = phrases(
    "copied_colleague",
    _OWN,
    """
        CCING
        CC my|our|the ~2 BOSS
        CC BOSS|NAME|LINK
        LOOP in? my|our|the ~2 BOSS
        looping|copying in
        BOSS ~1 in copy|cc|bcc
        CC to
        copying ~1 my|our|the|NAME ~2 BOSS|colleague|here
        i|we have? copied ~1 in? my|our|the|NAME
    """,
)
STOCK = [*_ANYONE, *_WHO, *_GROW, *_BRAIN, *_PRESSURE, *_CHANCE, *_TOLD]
SIGNS = [*_CALENDAR, *_ATTACHED, *_COPIED]
