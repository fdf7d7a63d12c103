"""Names of companies taken down to their core, and the words that only look like a company."""

from __future__ import annotations

import re
from functools import lru_cache

from orbit.names.company_name import company_name
from orbit.names.company_numbers import number_in
from orbit.names.company_places import PLACES
from orbit.names.text import folded, words

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


@lru_cache(maxsize=1 << 17)
def company_core(name: str) -> str:
    """Return the key under which spellings of one company name meet; never empty for a name with any letter.

    Legal form, tagline, "formerly …", a country in brackets, a leading "the", accents and punctuation are gone;
    every distinctive word stays.
    """
    return " ".join(company_name(name).words) or folded(name)


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
    return (word,) in PLACES or any(char.isdigit() for char in word) or number_in(word) is not None
