"""Which findings together say same, different or unsure: the careful rules, one function each.

All are pure. They weigh precision over recall: what they leave unsure goes to review.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from orbit.names import compatible_cores
from orbit.resolve import compare
from orbit.resolve.compare import Finding, Level, PersonComparator
from orbit.resolve.profile import CompanyProfile, PersonProfile
from orbit.resolve.ruling import Rule, Ruling, ruling
from orbit.store.base import Verdict

# What speaks for two namesakes at one company being one person, in points.
_WITNESSES: tuple[tuple[PersonComparator, int], ...] = (
    (compare.same_career, 2),
    (compare.same_start, 2),
    (compare.fitting_mailbox, 1),
    (compare.same_place, 1),
)
_WORTH_A_REVIEW = 1


class Setting(NamedTuple):
    """What is known around two namesakes at one company.

    `unique`: nobody else bears the name there. `common`: several people elsewhere bear it. `listed_twice`: one
    list holds both, so that they are two people or one that was entered twice.
    """

    unique: bool
    common: bool
    listed_twice: bool


def people_with_one_profile(left: PersonProfile, right: PersonProfile) -> Ruling:
    """One LinkedIn address is one person, unless no part of the names agrees (an address pasted wrongly)."""
    names = compare.related_names(left, right)
    if names.level is Level.CONFLICTS:
        return _rule(left, right, Verdict.UNSURE, Rule.LINKEDIN, "one LinkedIn address, but " + names.text)
    return _rule(left, right, Verdict.SAME, Rule.LINKEDIN, "one LinkedIn address")


def people_with_one_id(left: PersonProfile, right: PersonProfile) -> Ruling:
    """One id in one system is one person."""
    return _rule(left, right, Verdict.SAME, Rule.SYSTEM_ID, "one id in one system")


def people_with_one_address(left: PersonProfile, right: PersonProfile) -> Ruling:
    """One personal e-mail address is one person, unless LinkedIn or the first names say otherwise (couples)."""
    if (profiles := compare.same_profile(left, right)).level is Level.CONFLICTS:
        return _rule(left, right, Verdict.DIFFERENT, Rule.LINKEDIN, "one e-mail address, but " + profiles.text)
    if (caller := compare.same_caller(left, right)).level is Level.CONFLICTS:
        return _rule(left, right, Verdict.UNSURE, Rule.EMAIL, "one e-mail address, but " + caller.text)
    return _rule(left, right, Verdict.SAME, Rule.EMAIL, "one e-mail address")


def namesakes_known_apart(left: PersonProfile, right: PersonProfile) -> Ruling | None:
    """Two people of one name at one company whose identifiers conflict are different; None if nothing conflicts."""
    profiles, mailboxes = compare.same_profile(left, right), compare.same_mailbox(left, right)
    if profiles.level is Level.CONFLICTS:
        return _rule(left, right, Verdict.DIFFERENT, Rule.LINKEDIN, profiles.text)
    if mailboxes.level is Level.CONFLICTS:
        return _rule(left, right, Verdict.DIFFERENT, Rule.EMAIL, mailboxes.text)
    return None


def namesakes_at_one_company(left: PersonProfile, right: PersonProfile, setting: Setting) -> Ruling | None:
    """One name at one company is one person if enough else speaks for it and the name is unmistakable there.

    None: not even worth a review.
    """
    points, texts = _testimony(left, right)
    because = "; ".join(["one name at one company", *texts])
    rule = Rule.NAME_AT_COMPANY
    if not setting.unique:
        doubt = "several bear the name there"
    elif compare.same_system_id(left, right).level is Level.CONFLICTS and not setting.listed_twice:
        doubt = "two ids in one system"
    elif points < _needed(left, right, setting):
        doubt, rule = "too little speaks for it", Rule.NAMESAKES
    else:
        return _rule(left, right, Verdict.SAME, Rule.NAME_AT_COMPANY, because)
    if points < _WORTH_A_REVIEW and (setting.listed_twice or not setting.unique):
        return None
    return _rule(left, right, Verdict.UNSURE, rule, f"{because}; but {doubt}")


def companies_with_one_profile(left: CompanyProfile, right: CompanyProfile) -> Ruling:
    """One LinkedIn page is one company."""
    return _rule(left, right, Verdict.SAME, Rule.LINKEDIN, "one LinkedIn page")


def companies_with_one_id(left: CompanyProfile, right: CompanyProfile) -> Ruling:
    """One id in one system is one company."""
    return _rule(left, right, Verdict.SAME, Rule.SYSTEM_ID, "one id in one system")


def companies_with_one_domain(left: CompanyProfile, right: CompanyProfile) -> Ruling:
    """One domain and compatible names are one company; a domain alone is not (groups share one)."""
    compatible = any(compatible_cores(one, other) for one, other in product(left.cores, right.cores))
    if not compatible and not compare.is_nameless(left) and not compare.is_nameless(right):
        return _rule(left, right, Verdict.UNSURE, Rule.DOMAIN_AND_NAME, "one domain, but two names")
    if compare.same_profile(left, right).level is Level.CONFLICTS:
        return _rule(left, right, Verdict.UNSURE, Rule.DOMAIN_AND_NAME, "one domain, but two LinkedIn pages")
    listed_twice = compare.same_system_id(left, right).level is Level.CONFLICTS
    if listed_twice and set(left.cores).isdisjoint(right.cores):
        return _rule(left, right, Verdict.UNSURE, Rule.DOMAIN_AND_NAME, "one domain, but two accounts and two names")
    return _rule(left, right, Verdict.SAME, Rule.DOMAIN_AND_NAME, "one domain and compatible names")


def companies_with_one_name(left: CompanyProfile, right: CompanyProfile, *, unique: bool) -> Ruling:
    """One core of a name is one company if only one company with a domain bears it and nothing conflicts."""
    conflict = _company_conflict(left, right) if unique else "several companies bear the name"
    if conflict:
        return _rule(left, right, Verdict.UNSURE, Rule.COMPANY_NAME, "one name, but " + conflict)
    return _rule(left, right, Verdict.SAME, Rule.COMPANY_NAME, "one name, and nothing conflicts")


def _testimony(left: PersonProfile, right: PersonProfile) -> tuple[int, list[str]]:
    points, texts = 0, []
    title = compare.same_title(left, right)
    work = compare.same_work(left, right)
    if title.level is Level.AGREES or work.level is Level.AGREES:
        points, texts = 1, [title.text or work.text]
    elif work.level is Level.CONFLICTS:
        points, texts = -1, [work.text]
    for witness, weight in _WITNESSES:
        finding = witness(left, right)
        if finding.level is Level.AGREES:
            points += weight
            texts.append(finding.text)
    return points, texts


def _needed(left: PersonProfile, right: PersonProfile, setting: Setting) -> int:
    """One witness is enough; a common name, a first name told by its initial, and a double entry take one more each."""
    initial_only = compare.spelt_first_name(left, right).level is not Level.AGREES
    return 1 + setting.common + setting.listed_twice + initial_only


def _company_conflict(left: CompanyProfile, right: CompanyProfile) -> str:
    if left.countries and right.countries and set(left.countries).isdisjoint(right.countries):
        return "two countries"
    findings: tuple[Finding, ...] = (compare.same_profile(left, right), compare.same_system_id(left, right))
    return next((finding.text for finding in findings if finding.level is Level.CONFLICTS), "")


def _rule(
    left: PersonProfile | CompanyProfile,
    right: PersonProfile | CompanyProfile,
    verdict: Verdict,
    rule: Rule,
    because: str,
) -> Ruling:
    return ruling(left.key, right.key, verdict, rule, because)
