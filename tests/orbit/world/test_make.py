from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date

import numpy as np
import pytest

from orbit.errors import UsageError
from orbit.world import ExportFile, World, WorldSpec, exports, make_world
from orbit.world.careers import MOST_SPELLS, RUNNING
from orbit.world.companies import OUR_FIRM


def _digest(spec: WorldSpec) -> str:
    told = hashlib.sha256()
    for file in exports(make_world(spec)):
        told.update(file.path.encode() + file.content + repr((file.source, file.options)).encode())
    return told.hexdigest()


def test_the_same_seed_scale_and_day_give_the_same_bytes() -> None:
    spec = WorldSpec(seed=3, scale=0.02, as_of=date(2026, 3, 31))

    assert _digest(spec) == _digest(spec)


@pytest.mark.parametrize(
    "other", [WorldSpec(seed=4, scale=0.02), WorldSpec(seed=3, scale=0.02, as_of=date(2026, 11, 20))]
)
def test_another_seed_or_day_gives_another_world(other: WorldSpec) -> None:
    assert _digest(WorldSpec(seed=3, scale=0.02)) != _digest(other)


def test_scale_multiplies_people_companies_and_accounts(world: World) -> None:
    bigger = make_world(WorldSpec(scale=0.15))

    assert len(world.people) == 2_800
    assert len(bigger.people) == 3 * len(world.people)
    assert len(bigger.accounts.customers) == 3 * len(world.accounts.customers)
    assert len(bigger.accounts.targets) == 3 * len(world.accounts.targets)
    assert len(bigger.companies) == 900


@pytest.mark.parametrize("scale", [0.0, 0.01, 21.0])
def test_a_scale_that_cannot_be_made_is_refused(scale: float) -> None:
    with pytest.raises(UsageError, match="scale must be"):
        WorldSpec(scale=scale)


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31)])
def test_any_day_of_the_year_will_do(as_of: date) -> None:
    world = make_world(WorldSpec(scale=0.02, as_of=as_of))

    assert sum(len(file.content) for file in exports(world)) > 100_000


def test_company_sizes_follow_a_power_law() -> None:
    world = make_world(WorldSpec(scale=0.2))
    ever = np.sort(np.bincount(world.spells.company))[::-1]
    ranks = np.arange(20, 400)

    slope = np.polyfit(np.log(ranks), np.log(ever[ranks]), 1)[0]

    assert -1.3 < slope < -0.7
    assert ever[0] > 20 * np.median(ever)


def test_every_company_employs_more_people_than_the_world_holds(world: World) -> None:
    current = world.spells.current(len(world.people))
    here = np.bincount(world.spells.company[current[current >= 0]], minlength=len(world.companies))
    others = np.arange(len(world.companies)) != OUR_FIRM

    assert (world.headcount[others] > here[others]).all()
    assert world.headcount[OUR_FIRM] == here[OUR_FIRM]


def test_careers_run_forward_and_end_by_today(world: World) -> None:
    spells = world.spells
    same = spells.person[1:] == spells.person[:-1]

    assert min(Counter(spells.person.tolist()).values()) >= 1
    assert max(Counter(spells.person.tolist()).values()) <= MOST_SPELLS + 1
    assert (spells.start <= world.spec.month).all()
    assert (spells.end >= spells.start).all()
    assert (spells.end[:-1][same] <= spells.start[1:][same]).all()
    assert ((spells.end == RUNNING) | (spells.end <= world.spec.month)).all()


def test_companies_and_profiles_have_addresses_of_their_own(world: World) -> None:
    slugs = [world.people.slug(person) for person in range(len(world.people))]

    assert len(set(slugs)) == len(slugs)
    assert len(set(world.companies.domains)) == len(world.companies)
    assert all(domain.endswith(".example") for domain in world.companies.domains)


def test_work_addresses_of_one_company_differ_even_between_namesakes(world: World) -> None:
    addresses = [world.people.work_email(person, "tidewell.example") for person in range(len(world.people))]

    assert len(set(addresses)) == len(addresses)


def test_some_colleagues_of_one_company_share_a_name(world: World) -> None:
    current = world.spells.current(len(world.people))
    names = Counter(
        (int(world.spells.company[spell]), world.people.name(person))
        for person, spell in enumerate(current.tolist())
        if spell >= 0
    )

    assert sum(count > 1 for count in names.values()) >= 3


def test_every_file_names_its_source_and_its_group(files: dict[str, ExportFile]) -> None:
    sources = {file.source for file in files.values()}

    assert sources == {
        "crm_accounts",
        "crm_champions",
        "crm_opportunities",
        "linkedin",
        "advisors",
        "investors",
        "work_histories",
        "job_changes",
        "signals",
    }
    assert all({"group", "observed_on"} <= set(file.options) for file in files.values())
