from __future__ import annotations

from dataclasses import dataclass

import pytest

from api.surfaces.references import Several, bearer_of
from orbit.model import EntityId
from orbit.store.base import Identifier


@dataclass
class Kept:
    """Records by the references that they bear; counts how often it is looked through."""

    bearers: dict[str, str]
    looks: int = 0

    def find(self, identifier: Identifier) -> list[EntityId]:
        return [EntityId(self.bearers[identifier.value])] if identifier.value in self.bearers else []

    def identifier_after(self, identifier: Identifier) -> str | None:
        self.looks += 1
        return min((value for value in self.bearers if value > identifier.value), default=None)


ONE = {f"pipedrive:8123456:organization:{number}": f"com_{number}" for number in range(40, 60)}


@pytest.mark.parametrize("told", ["-", ""])
def test_an_open_instance_means_the_only_one_of_its_system(told: str) -> None:
    records = Kept({**ONE, "hubspot:-:company:42": "com_h", "salesforce:00D:account:42": "com_s"})

    assert bearer_of(records, f"pipedrive:{told}:organization:42") == "com_42"
    assert records.looks == 2


def test_of_several_instances_none_is_guessed_and_all_are_named() -> None:
    records = Kept({**ONE, "pipedrive:77:person:1": "per_1"})

    assert bearer_of(records, "pipedrive:-:organization:42") == Several("pipedrive", ("77", "8123456"))


def test_a_record_that_bears_the_very_reference_comes_first() -> None:
    records = Kept({**ONE, "pipedrive:77:person:1": "per_1", "pipedrive:-:organization:42": "com_open"})

    assert bearer_of(records, "pipedrive:-:organization:42") == "com_open"


def test_a_named_instance_is_never_taken_for_another() -> None:
    assert bearer_of(Kept(ONE), "pipedrive:77:organization:42") is None


@pytest.mark.parametrize("key", ["pipedrive:-:organization:7", "pipedrive:-:person:42", "pipe:-:organization:42"])
def test_what_nobody_bears_is_nobodys(key: str) -> None:
    assert bearer_of(Kept(ONE), key) is None


def test_systems_whose_names_begin_alike_are_two() -> None:
    assert bearer_of(Kept({"pipedrive2:9:person:1": "per_1"}), "pipedrive:-:person:1") is None
