"""A made-up graph of any size, straight as arrays: careers, contacts of our people, and one company much too large."""

from __future__ import annotations

from datetime import date

import numpy as np

from orbit.graph.arrays import Array, pack_texts, text_bounds
from orbit.graph.reach import FindHops
from orbit.graph.snapshot import FAR_FUTURE, FUNCTIONS, SENIORITIES, Kind, Snapshot
from orbit.graph.view import View, make_view
from orbit.policy import Policy, load_policy
from orbit.titles import job_function, seniority

DAY = date(2026, 11, 21)
TITLES = (
    *("Account Executive", "CEO", "CFO", "Customer Success Manager", "Data Analyst", "HR Manager"),
    *("Head of Operations", "Marketing Manager", "Product Manager", "Sales Director", "Software Engineer", "VP Sales"),
)
TEAM_WILLING, FRIEND_WILLING = 0.8, 0.55
_PEOPLE_PER_COMPANY = 4
_TEAM, _FRIENDS, _CONTACTS = 200, 400, 450
_HUB_SHARE = 0.06
_HEX = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
_NAME_DIGITS = 8


def make_crowd(people: int, *, seed: int = 1, policy: Policy | None = None, find_hops: FindHops | None = None) -> View:
    """Return so many people with 3.5 jobs each, 6 in 100 of which are at one company, as of `DAY`."""
    return make_view(crowd_snapshot(people, seed=seed), policy or load_policy(), crowd_willing(people), DAY, find_hops)


def crowd_snapshot(people: int, *, seed: int = 1) -> Snapshot:
    """Return the facts about so many people (see `make_crowd`)."""
    dice = np.random.default_rng(seed)
    companies = people // _PEOPLE_PER_COMPANY
    jobs = _jobs(dice, people, companies)
    known = np.bincount(jobs["fact_company"], minlength=companies)
    contacts = _contacts(dice, people, after=len(jobs["fact_id"]))
    return Snapshot(**_people(people), **_companies(dice, known), **jobs, **contacts)


def crowd_willing(people: int) -> Array:
    """How likely each of so many people helps when asked: our team, our friends, nobody else (float64[P])."""
    willing = np.zeros(people)
    willing[_ours(people)] = np.repeat([TEAM_WILLING, FRIEND_WILLING], [_TEAM, _FRIENDS])
    return willing


def fact_ids(count: int, *, after: int = 0) -> Array:
    """Return so many fact ids (S24), none of which is among the first `after`."""
    return _hex_ids("", 24, np.arange(after, after + count))


def _ours(people: int) -> Array:
    """Our people, spread over all: the team first, then friends."""
    return np.random.default_rng(people).permutation(people)[: _TEAM + _FRIENDS]


def _people(count: int) -> dict[str, Array]:
    name, name_at = _numbered("Person ", count, "")
    return {
        "person_id": _hex_ids("per_", 12, np.arange(count)),
        "person_name": name,
        "person_name_at": name_at,
        "person_key": _nobody(count),
    }


def _nobody(count: int) -> Array:
    """Search keys of people and companies whom nobody looks up by name."""
    return np.zeros(count, dtype=np.uint64)


def _companies(dice: np.random.Generator, known: Array) -> dict[str, Array]:
    """Half of them tell their size, which is no less than the number of jobs there that are known."""
    count = len(known)
    name, name_at = _numbered("Company ", count, "")
    domain, domain_at = _numbered("company", count, ".example")
    told = np.where(dice.random(count) < 0.5, 0, np.maximum(np.exp(dice.normal(5.5, 1.5, count)) + 2, known))
    return {
        "company_id": _hex_ids("com_", 12, np.arange(count)),
        "company_name": name,
        "company_name_at": name_at,
        "company_key": _nobody(count),
        "company_core": _nobody(count),
        "company_domain": domain,
        "company_domain_at": domain_at,
        "company_headcount": told.astype(np.int32),
        "company_mute": np.zeros(count, dtype=np.bool_),
    }


def _jobs(dice: np.random.Generator, people: int, companies: int) -> dict[str, Array]:
    """Careers without gaps that last until today, each job vouched for up to a month short of its ends.

    Tens of millions of them have to fit in memory: every column is narrowed as soon as it is drawn.
    """
    jobs = dice.poisson(2.5, people) + 1
    ends = np.cumsum(jobs)
    count = int(ends[-1])
    person = np.repeat(np.arange(people, dtype=np.int32), jobs)
    weight = 1.0 / (np.arange(companies) + 50.0) ** 1.05
    company = dice.choice(companies, count, p=weight / weight.sum()).astype(np.int32)
    company[dice.random(count) < _HUB_SHARE] = 0
    length = dice.integers(200, 1800, count).astype(np.int32)
    until = np.cumsum(length, dtype=np.int64)
    start = (DAY.toordinal() - (until[ends - 1][person] - until + length)).astype(np.int32)
    del until
    # A career is drawn in the order of time, so jobs at one company stay in it.
    order = np.argsort(person.astype(np.int64) * companies + company, kind="stable")
    last = np.zeros(count, dtype=np.bool_)
    last[ends - 1] = True
    start, finish, number = start[order], (start + length - 1)[order], _titles(dice, count)
    title, title_at = pack_texts(TITLES)
    return {
        "fact_person": person,
        "fact_company": company[order],
        "fact_kind": np.full(count, Kind.JOB, dtype=np.int8),
        "fact_function": _of_titles([FUNCTIONS.index(job_function(text)) for text in TITLES], number),
        "fact_seniority": _of_titles([SENIORITIES.index(seniority(text)) for text in TITLES], number),
        "fact_title": number.astype(np.int32),
        "fact_known": start,
        "fact_sure_from": start + _slack(dice, count),
        "fact_sure_to": finish - _slack(dice, count),
        "fact_from": start,
        "fact_to": np.where(last[order], FAR_FUTURE, finish).astype(np.int32),
        "fact_id": fact_ids(count),
        "title": title,
        "title_at": title_at,
    }


def _titles(dice: np.random.Generator, count: int) -> Array:
    return dice.integers(0, len(TITLES), count).astype(np.int8)


def _of_titles(values: list[int], number: Array) -> Array:
    column: Array = np.array(values, dtype=np.int8)[number]
    return column


def _slack(dice: np.random.Generator, count: int) -> Array:
    return dice.integers(0, 30, count).astype(np.int32)


def _contacts(dice: np.random.Generator, people: int, *, after: int) -> dict[str, Array]:
    """LinkedIn connections of the team with anybody."""
    ours = np.repeat(_ours(people)[:_TEAM], _CONTACTS)
    others = dice.integers(0, people, len(ours))
    pairs = np.unique(np.stack([np.minimum(ours, others), np.maximum(ours, others)])[:, ours != others], axis=1)
    count = pairs.shape[1]
    return {
        "tie_left": pairs[0].astype(np.int32),
        "tie_right": pairs[1].astype(np.int32),
        "tie_kind": np.zeros(count, dtype=np.int8),
        "tie_on": np.full(count, DAY.toordinal() - 500, dtype=np.int32),
        "tie_close": np.full(count, -1.0),
        "tie_points": np.zeros(count),
        "tie_id": fact_ids(count, after=after),
    }


def _numbered(before: str, count: int, after: str) -> tuple[Array, Array]:
    """So many texts with a running number in them, as `pack_texts` packs them."""
    width = len(before) + _NAME_DIGITS + len(after)
    text = np.tile(np.frombuffer(f"{before}{'0' * _NAME_DIGITS}{after}".encode(), dtype=np.uint8), (count, 1))
    rest = np.arange(count)
    for place in range(len(before) + _NAME_DIGITS - 1, len(before) - 1, -1):
        rest, digit = np.divmod(rest, 10)
        text[:, place] += digit.astype(np.uint8)
    return text.reshape(-1), text_bounds(np.full(count, width))


def _hex_ids(prefix: str, digits: int, numbers: Array) -> Array:
    """The prefix and each number in so many hexadecimal digits (byte strings)."""
    width = len(prefix) + digits
    text = np.tile(np.frombuffer(f"{prefix}{'0' * digits}".encode(), dtype=np.uint8), (len(numbers), 1))
    rest = numbers.copy()
    for place in range(width - 1, len(prefix) - 1, -1):
        if not rest.any():
            break
        text[:, place] = _HEX[rest & 15]
        rest >>= 4
    ids: Array = text.reshape(-1).view(f"S{width}")
    return ids
