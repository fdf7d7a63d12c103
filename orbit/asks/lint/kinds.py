"""Kinds of words: the verbs, objects and hedges that phrases are made of, each in all its forms. English only."""

from __future__ import annotations

from orbit.asks.lint.grammar import forms
from orbit.names.text import word_set

KINDS = {
    "KNOW": forms("know think recall") | word_set("knew known aware thought heard hear"),
    "ANYONE": word_set("anyone anybody someone somebody everyone everybody anyones"),
    "QUANT": word_set("any some other more few couple several many two three another additional certain else"),
    "PEOPLE": word_set(
        "people folks persons person companies company teams team leaders leader founders execs executives contacts"
        " contact colleagues colleague peers peer friends friend customers businesses business organisations others"
        " organizations connections acquaintances buyers prospects leads names decision makers vps cros ceos clients"
        " founder executive director head vp cro ceo buyer prospect"
    ),
    "CONTACTS": word_set("contacts colleagues peers friends connections acquaintances folks buddies network others"),
    "NETWORK": word_set("network circle circles rolodex contacts connections portfolio community orbit linkedin"),
    "MIGHT": word_set("might may could would can will should"),
    "NEED": word_set(
        "interested interest benefit benefits want wants need needs like likes find finds use uses get gain value love"
        " enjoy fit appreciate relevant looking struggling keen curious open suit facing has have"
    ),
    "INTRODUCE": forms("introduce connect intro refer") | word_set("introduction introductions intros link hook"),
    "INTROS": word_set("intro intros introduction introductions referral referrals leads connections recommendations"),
    "WELCOME": word_set("welcome welcomed appreciated appreciate helpful great wonderful awesome amazing lovely gold"),
    "WE": word_set("we i"),
    "TRY": forms("try look hope want need plan aim work push strive") | word_set("keen eager excited going wanna"),
    "GROW": word_set(
        "grow growing scale scaling expand expanding drum increase boost build fill hit win"
        " generate attract acquire enlarge double triple"
    ),
    "HELP": word_set("help support hand assistance favor favour backing boost"),
    "PICK": forms("pick borrow rack tap"),
    "TAP": forms("tap mine leverage use explore browse scan walk raid scroll search work") | word_set("go going look"),
    "PRESSURE": word_set("pressure obligation strings"),
    "EASY": word_set("pressure obligation rush worries stress strings hurry"),
    "EVER": word_set("ever happen happens should someday sometime"),
    "HAVE": word_set("have know meet encounter hear think run bump find come get stumble got spot notice"),
    "COME": forms("come spring pop jump leap"),
    "KEEP": forms("keep bear have hold"),
    "SEND": forms("send share forward pass shoot drop write fire"),
    "SOMETHING": word_set("something anything stuff sth whatever"),
    "TEAM": word_set(
        "team manager boss marketing management leadership department company ceo cro cmo vp director lead bosses"
        " managers people folks head office org organisation organization headquarters superiors higher-ups"
    ),
    "TELL": forms("ask tell want need require encourage make expect instruct push nudge urge insist demand")
    | word_set("told made said say says"),
    "ASKV": forms("ask reach contact collect get gather send request email message check write ping solicit chase"),
    "OUR": word_set("our my the"),
    "BOSS": word_set(
        "manager boss lead director sdr bdr vp head chief cro team supervisor sdrs managers cmo ceo coo bdrs"
    ),
    "BOOK": word_set("book grab find pick schedule choose reserve select block snag"),
    "SLOT": word_set("time slot meeting call demo chat minutes spot times slots session min mins appointment"),
    "A": word_set("a an any some your the 10 15 20 30 45 60 one fifteen twenty thirty"),
    "CAL": word_set("calendar scheduling booking calendly scheduler"),
    "DECK": word_set("deck decks slidedeck"),
    "PAPER": word_set(
        "brochure brochures onepager onepagers datasheet datasheets whitepaper whitepapers powerpoint pptx"
        " factsheet leaflet leaflets flyer"
    ),
    "ATTACH": word_set("attached attaching attachment attachments enclosed enclosing"),
    "LOOP": forms("loop copy add rope bring"),
    "CCING": word_set("ccing bccing cced"),
    "CC": word_set("cc bcc"),
    "ME": word_set("me us"),
    "DO": word_set("do did would could can might may should will"),
    "FAVORS": word_set("asks favors favours requests things favor favour questions ask request"),
    "REVIEW": word_set("review reviews testimonial testimonials g2 capterra trustpilot rating ratings"),
    "PROOF": word_set("reference references logo logos webinar podcast panel survey questionnaire feedback roundtable"),
    "PASSES": forms("introduce connect forward mention intro vouch relay pass share")
    | word_set("introduction introductions intros touch introducing hello hi name word"),
    "MAY": word_set("would could can will may might shall"),
    "LIKE": word_set("love like appreciate ask asking grateful request favour favor hoping hope value"),
    "IF": word_set("if unless should when in"),
    "CONTENT": word_set(
        "happy satisfied content contented pleased set covered sorted served locked committed contract contracts"
        " already not busy wrong elsewhere never bad"
    ),
    "LETGO": word_set("disregard ignore skip drop forget delete scrap bin discard"),
    "FINE": word_set("fine ok okay problem worries understand understood"),
    "TITLE": word_set(
        "vp svp evp avp head chief director ceo cro cmo cfo coo cto cio manager lead president founder cofounder"
        " partner officer executive principal owner gm engineer architect analyst recruiter leads runs heads leader"
        " leaders"
    ),
    "TIMING": forms(
        "post hire raise announce join start launch open expand promote acquire move close appoint merge reorganise"
        " reorganize restructure double name take cut release"
    )
    | word_set(
        "recently new newly hired hiring roles funding round series reorg week weeks month months yesterday today"
        " quarter january february march april june july august september october november december currently now since"
        " spring summer autumn fall winter postings openings vacancies won took began begun"
    ),
}

# Words so usual that a pattern is not told by them.
COMMON = word_set(
    "a an the you your i we us me my our to of in on if who that is are and or any some for with at it be been no not"
    " this what their his her there names time hand name head lead in good fine like value need number way put point"
    " know known heard hear want help use new just team people role roles share forward call would could may can might"
) | {"NAME", "LINK"}
