"""A made-up graph of any size, straight as arrays: careers, contacts of our people, and one company much too large."""

from __future__ import annotations

from datetime import date

import numpy as np

from orbit.graph.arrays import Array, pack_texts
from orbit.graph.snapshot import FAR_FUTURE, FUNCTIONS, SENIORITIES, Kind, Snapshot
from orbit.graph.view import View, make_view
from orbit.policy import Policy, load_policy
from orbit.titles import job_function, seniority

DAY = date(2026, 11, 21)
TITLES = (
    *("Account Executive", "CEO", "CFO", "Customer Success Manager", "Data Analyst", "HR Manager"),
    *("Head of Operations", "Marketing Manager", "Product Manager", "Sales Director", "Software Engineer", "VP Sales"),
)
_PEOPLE_PER_COMPANY = 4
_TEAM, _FRIENDS, _CONTACTS = 200, 400, 450
_HUB_SHARE = 0.06


def make_crowd(people: int, *, seed: int = 1, policy: Policy | None = None) -> View:
    """Return so many people with 3.5 jobs each, 6 in 100 of which are at one company, as of `DAY`."""
    dice = np.random.default_rng(seed)
    companies = people // _PEOPLE_PER_COMPANY
    jobs = _jobs(dice, people, companies)
    known = np.bincount(jobs["fact_company"], minlength=companies)
    snapshot = Snapshot(**_people(people), **_companies(dice, known), **jobs, **_contacts(dice, people))
    willing = np.zeros(people)
    willing[_ours(people)] = np.repeat([0.8, 0.55], [_TEAM, _FRIENDS])
    return make_view(snapshot, policy or load_policy(), willing, DAY)


def _ours(people: int) -> Array:
    """Our people, spread over all: the team first, then friends."""
    return np.random.default_rng(people).permutation(people)[: _TEAM + _FRIENDS]


def _people(count: int) -> dict[str, Array]:
    name, name_at = pack_texts(f"Person {number}" for number in range(count))
    return {"person_id": _ids("per", count), "person_name": name, "person_name_at": name_at}


def _companies(dice: np.random.Generator, known: Array) -> dict[str, Array]:
    """Half of them tell their size, which is no less than the number of jobs there that are known."""
    count = len(known)
    name, name_at = pack_texts(f"Company {number}" for number in range(count))
    domain, domain_at = pack_texts(f"company{number}.example" for number in range(count))
    told = np.where(dice.random(count) < 0.5, 0, np.maximum(np.exp(dice.normal(5.5, 1.5, count)) + 2, known))
    return {
        "company_id": _ids("com", count),
        "company_name": name,
        "company_name_at": name_at,
        "company_domain": domain,
        "company_domain_at": domain_at,
        "company_headcount": told.astype(np.int32),
        "company_mute": np.zeros(count, dtype=np.bool_),
    }


def _jobs(dice: np.random.Generator, people: int, companies: int) -> dict[str, Array]:
    """Careers without gaps that last until today, each job vouched for up to a month short of its ends."""
    jobs = dice.poisson(2.5, people) + 1
    ends = np.cumsum(jobs)
    person = np.repeat(np.arange(people), jobs)
    weight = 1.0 / (np.arange(companies) + 50.0) ** 1.05
    company = dice.choice(companies, ends[-1], p=weight / weight.sum())
    company[dice.random(ends[-1]) < _HUB_SHARE] = 0
    length = dice.integers(200, 1800, ends[-1])
    until = np.cumsum(length)
    start = DAY.toordinal() - (until[ends - 1][person] - until + length)
    last = np.zeros(ends[-1], dtype=np.bool_)
    last[ends - 1] = True
    slack = dice.integers(0, 30, (2, ends[-1]))
    finish = start + length - 1
    number = dice.integers(0, len(TITLES), ends[-1])
    order = np.lexsort((start, company, person))
    title, title_at = pack_texts(TITLES)
    columns = {
        "person": person,
        "company": company,
        "kind": np.full(ends[-1], Kind.JOB),
        "function": np.array([FUNCTIONS.index(job_function(text)) for text in TITLES])[number],
        "seniority": np.array([SENIORITIES.index(seniority(text)) for text in TITLES])[number],
        "title": number,
        "known": start,
        "sure_from": start + slack[0],
        "sure_to": finish - slack[1],
        "from": start,
        "to": np.where(last, FAR_FUTURE, finish),
    }
    small = {"kind", "function", "seniority"}
    sorted_ = {
        f"fact_{name}": column[order].astype(np.int8 if name in small else np.int32) for name, column in columns.items()
    }
    return sorted_ | {"fact_id": _fact_ids(ends[-1]), "title": title, "title_at": title_at}


def _contacts(dice: np.random.Generator, people: int) -> dict[str, Array]:
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
        "tie_id": _fact_ids(count),
    }


def _ids(prefix: str, count: int) -> Array:
    return np.array([f"{prefix}_{number:012x}" for number in range(count)], dtype="S16")


def _fact_ids(count: int) -> Array:
    return np.array([f"{number:024x}" for number in range(count)], dtype="S24")
