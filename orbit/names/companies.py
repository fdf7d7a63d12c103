"""Names of companies taken down to their core, and the words that only look like a company."""

from __future__ import annotations

import re
from functools import lru_cache

from orbit.names.text import folded, unaccented, word_set, words

_TAGLINE = re.compile(r"\s*[|•·»‖]\s*")
_EARLIER = re.compile(
    r"[\s,;(\[/-]*\b(?:formerly|previously|ehemals|vormals|f/?k/?a|acquired by|now part of)\b(?=\s+\S).*$"
)
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
# Forms that stand in front of the name; elsewhere the legal form comes last ("SE Labs", "AB Tasty" keep theirs).
_LEADING_FORMS = word_set("ooo zao oao pao \u043e\u043e\u043e \u0437\u0430\u043e \u043e\u0430\u043e \u043f\u0430\u043e")
# Common forms that cleanco leaves where they are, or that bare punctuation hides from it ("A/S").
_FORMS = word_set(
    "inc incorporated corp corporation llc ltd limited plc llp lp gmbh ggmbh mbh ag kg kgaa ug haftungsbeschrankt se "
    "ab as asa aps oy oyj bv nv sa sas sarl srl spa sl lda ltda kk pvt pte pty bhd sdn dac ev"
)
_COMPANY = word_set("co company")
_NAME_ENDINGS = _COMPANY | {"and"}
_LONG_FORM = re.compile(r"\blimited (?:liability (?:company|partnership)|partnership)\b")
_UND_CO = re.compile(r"\s+u(?:\.|nd)\s*co\b")
_ENDINGS = {"co": "company", "cie": "company", "bros": "brothers"}
_PLACES = word_set(
    "us usa uk gb eu emea apac latam dach mena anz nordics benelux americas europe asia africa global international "
    "worldwide germany deutschland france spain espana italy italia portugal netherlands nederland belgium switzerland "
    "schweiz austria osterreich ireland england scotland wales sweden norway denmark finland poland polska czechia "
    "hungary romania bulgaria greece turkey israel uae india china japan korea singapore malaysia indonesia thailand "
    "vietnam philippines taiwan australia zealand canada mexico brazil brasil argentina chile colombia peru america "
    "egypt nigeria kenya london berlin paris munich munchen zurich amsterdam madrid dublin york"
)
_ROMAN = re.compile(r"(?:ix|iv|v?i{1,3}|xi{0,3}|xiv|xv)")
_NO_COMPANY = frozenset(
    " ".join(words(line))
    for line in """
n/a|na|none|null|nil|unknown|tbd|tba|test|various|various companies|multiple|multiple companies|other|others|misc|same
self|self employed|selfemployed|self employment|myself|me|own|own company|own business|my own company|my company
freelance|freelancer|freelancing|freelance consultant|freelance work|independent|independent consultant
independent contractor|independent consulting|independent advisor|contractor|consultant|consulting|contract
sole trader|sole proprietor|entrepreneur|founder|investor|angel investor|advisor|board member|owner
stealth|stealth mode|stealth startup|stealth start up|startup|start up|startup in stealth|company in stealth
confidential|undisclosed|private|private company|private client|not disclosed|not specified|not applicable|nda
retired|semi retired|retirement|happily retired|unemployed|between jobs|in between jobs|not employed|not working
open to work|opentowork|open to opportunities|open to new opportunities|looking|looking for work|seeking
looking for a job|looking for opportunities|looking for new opportunities|actively looking|job seeker|job seeking
seeking opportunities|seeking new opportunities|seeking new role|in transition|career transition|on sabbatical
career break|sabbatical|parental leave|maternity leave|paternity leave|gap year|student|home|homemaker|volunteer
company|the company|company name|large company|fortune 500 company|software company|technology company|my startup
agency|law firm|family business|restaurant|hospital|bank|government|university|college|school|high school
new company|coming soon|available|freelance self employed|personal
selbststandig|selbstandig|freiberuflich|freiberufler|freiberuflerin|freie mitarbeiterin|rentner|rentnerin
pensioniert|im ruhestand|ruhestand|arbeitslos|arbeitssuchend|arbeitsuchend|elternzeit|keine|keine angabe|privat
unbekannt|vertraulich|diverse|verschiedene|independiente|autonomo|jubilado|independant|indépendant|retraité|a son compte
""".replace("\n", "|").split("|")
)
_STEALTH = re.compile(
    r"(?:an? )?stealth(?: mode)?(?: \w+){0,2} (?:start ?up|company|venture|co|project)|.*\bin stealth(?: mode)?"
)
_SEEKING = re.compile(
    r"(?:actively )?(?:seeking|looking for|open to) (?:an? |my |the )?(?:new|next|work|job|role|position|opportunit).*"
)


def company_core(name: str) -> str:
    """Return the key under which spellings of one company name meet; never empty for a name with any letter.

    Legal form, tagline, "formerly …", a country in brackets, a leading "the", accents and punctuation are gone;
    every distinctive word stays.
    """
    return _core(folded(name)) or folded(name)


def is_no_company(name: str) -> bool:
    """Say whether the words stand for no company at all ("Self-employed", "Stealth Startup", "N/A")."""
    plain = " ".join(words(name))
    return not plain or plain in _NO_COMPANY or bool(_STEALTH.fullmatch(plain) or _SEEKING.fullmatch(plain))


def compatible_cores(left: str, right: str) -> bool:
    """Say whether two cores are equal or one goes on where the other ends ("acme", "acme software").

    A number, a roman numeral or a place that only one of them has parts them ("fund vii", "acme france").
    """
    if left == right:
        return True
    short, long = sorted((left.split(), right.split()), key=len)
    more = long[len(short) :]
    return bool(short) and long[: len(short)] == short and not any(_sets_apart(word) for word in more)


def _sets_apart(word: str) -> bool:
    return word in _PLACES or any(char.isdigit() for char in word) or bool(_ROMAN.fullmatch(word))


@lru_cache(maxsize=1 << 17)
def _core(lower: str) -> str:
    named = _EARLIER.sub("", _TAGLINE.split(lower, maxsplit=1)[0]) or lower
    told = _UND_CO.sub(" & co", _LONG_FORM.sub("llp", named))
    told = _ASIDE.sub(lambda aside: " " if _is_aside(aside[1], named) else f" {aside[1]} ", told)
    tokens = _tokens(told) or _tokens(lower)
    return " ".join(_whole(_without_form(told, tokens)))


def _is_aside(inside: str, named: str) -> bool:
    """Say whether bracketed words add nothing: a place, or the initials of the words in front."""
    told = words(inside)
    initials = "".join(word[0] for word in words(named.partition("(")[0]))
    return all(word in _PLACES for word in told) or "".join(told) == initials


def _tokens(text: str) -> list[str]:
    apart = re.sub(r"[&+]", " and ", text)
    return _joined_letters(words(apart))


def _joined_letters(tokens: tuple[str, ...]) -> list[str]:
    joined: list[str] = []
    letters = ""
    for token in (*tokens, ""):
        if len(token) == 1 and token.isalpha():
            letters += token
            continue
        joined += [part for part in (letters, token) if part]
        letters = ""
    return joined


def _without_form(told: str, tokens: list[str]) -> list[str]:
    """Drop the legal forms behind the name (or one of the few in front), never the whole name."""
    from cleanco import basename  # type: ignore[import-untyped]  # ships no types

    kept = _tokens(basename(unaccented(told)))
    known = kept == tokens[: len(kept)] and kept[-1:] not in (["and"], ["the"])
    # "Co." alone is part of the name: "Foo & Co.", "A-B-C Company".
    kept = kept if kept and known and not _NAME_ENDINGS.issuperset(tokens[len(kept) :]) else tokens
    if len(kept) > 1 and kept[0] in _LEADING_FORMS:
        return kept[1:]
    size = len(kept)
    while more := _form_at_end(kept[:size], after_form=size < len(tokens)):
        size -= more
    return kept[:size]


def _form_at_end(tokens: list[str], *, after_form: bool) -> int:
    """Count the words at the end that are legal form and not name; "Foo & Co." keeps its "Co."."""
    if len(tokens) < 2 or tokens[:-1] == ["the"]:
        return 0
    before, last = tokens[-2:]
    if last in _FORMS:
        return 1
    if last in _COMPANY and before == "and":
        return 2 if tokens[-3:-2] and tokens[-3] in _FORMS else 0
    return 1 if last in _COMPANY and after_form else 0


def _whole(tokens: list[str]) -> list[str]:
    """Drop the article, write out "co", and leave no "and" hanging at either end."""
    if len(tokens) > 1 and tokens[0] == "the" and tokens[1] not in {"company", "group"}:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1] == "and":
        tokens = tokens[:-1]
    while len(tokens) > 1 and tokens[0] == "and":
        tokens = tokens[1:]
    *front, last = tokens or [""]
    last = _ENDINGS.get(last, last)
    if last == "company" and len(front) > 1 and front[-1] != "and":
        return front
    return [*front, last]
