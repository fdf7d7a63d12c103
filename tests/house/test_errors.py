from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

from api.cli.app import EXIT_CODES
from api.http.problems import RULES
from orbit.errors import OrbitError
from tests.house.tree import PACKAGES


def every_error() -> list[type[OrbitError]]:
    """Return the errors of all modules of ours, in the order of their names."""
    for package in PACKAGES:
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    return sorted({OrbitError, *_below(OrbitError)}, key=lambda error: error.__name__)


def _below(error: type[OrbitError]) -> Iterator[type[OrbitError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


@pytest.mark.parametrize("error", every_error())
def test_each_error_has_an_exit_code_and_a_status(error: type[OrbitError]) -> None:
    assert EXIT_CODES[error] in {1, 2}
    assert 400 <= RULES[error].status < 600


def test_only_a_wrong_call_has_the_exit_code_of_wrong_usage() -> None:
    wrong = {error.__name__ for error, code in EXIT_CODES.items() if code == 2}

    assert wrong == {"UsageError"}
