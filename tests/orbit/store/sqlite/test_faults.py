from __future__ import annotations

import inspect

import apsw
import pytest

from orbit.errors import StoreBusy, StoreError, StoreUnavailable
from orbit.store.sqlite.faults import FAULTS, faults

THEIRS = [each for _, each in inspect.getmembers(apsw, inspect.isclass) if issubclass(each, apsw.Error)]


def ours(theirs: type[apsw.Error]) -> StoreError:
    with pytest.raises(StoreError) as caught, faults():
        raise theirs("secret detail")
    return caught.value


def test_every_exception_of_the_driver_is_of_one_family() -> None:
    raised = [each for _, each in inspect.getmembers(apsw, inspect.isclass) if issubclass(each, Exception)]

    assert len(raised) > 30
    assert raised == THEIRS


@pytest.mark.parametrize("theirs", THEIRS)
def test_every_exception_of_the_driver_becomes_ours_without_its_text(theirs: type[apsw.Error]) -> None:
    error = ours(theirs)

    assert "secret detail" not in str(error)
    assert isinstance(error.__cause__, theirs)


@pytest.mark.parametrize(("theirs", "expected"), [(theirs, expected) for theirs, expected, _ in FAULTS])
def test_a_listed_exception_becomes_its_error(theirs: type[apsw.Error], expected: type[StoreError]) -> None:
    assert type(ours(theirs)) is expected


def test_a_lock_is_busy_and_a_foreign_file_unavailable() -> None:
    assert type(ours(apsw.BusyError)) is StoreBusy
    assert type(ours(apsw.NotADBError)) is StoreUnavailable


def test_other_exceptions_pass_unchanged() -> None:
    with pytest.raises(KeyError), faults():
        raise KeyError
