from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import HTTPException

from api.imports.job import Job, Orders, State
from api.imports.staging import Staging
from orbit.errors import NotFound, UsageError

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def staged(staging: Staging, *, at: datetime = NOW, state: State = State.STAGED) -> Job:
    received = staging.receive(most=100)
    file = received.new_file("files", "a.csv")
    file.write(b"account_name\n")
    file.close()
    job = Job(received.id, "ana", at.isoformat(), received.uploads, Orders("crm_accounts"), state)
    staging.write(job)
    return job


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    return Staging(tmp_path / "staging")


def test_a_job_is_read_as_it_was_written(staging: Staging) -> None:
    job = staged(staging)

    assert staging.job(job.id) == job
    assert [path.read_bytes() for path in staging.paths(job)] == [b"account_name\n"]


def test_a_job_under_way_that_nobody_works_on_was_interrupted(staging: Staging) -> None:
    job = staged(staging, state=State.READING)

    assert staging.job(job.id).state is State.INTERRUPTED


def test_a_job_that_somebody_works_on_is_under_way_to_everybody(staging: Staging) -> None:
    job = staged(staging, state=State.READING)
    alive = staging.alive(job.id)

    seen = staging.job(job.id).state
    os.close(alive)

    assert (seen, staging.job(job.id).state) == (State.READING, State.INTERRUPTED)


def test_nobody_works_on_a_job_twice_at_once(staging: Staging) -> None:
    job = staged(staging)
    alive = staging.alive(job.id)

    with pytest.raises(UsageError, match="under way already"):
        staging.alive(job.id)

    os.close(alive)


def test_one_import_at_a_time_has_its_turn(staging: Staging) -> None:
    staged(staging)

    with staging.turn() as first, staging.turn() as second:
        turns = (first, second)
    with staging.turn() as third:
        pass

    assert (*turns, third) == (True, False, True)


def test_uploads_that_nobody_started_go_after_a_day(staging: Staging) -> None:
    old, new = staged(staging, at=NOW - timedelta(hours=25)), staged(staging)

    staging.sweep(NOW)

    assert [job.id for job in staging.jobs()] == [new.id]
    assert old.id not in {job.id for job in staging.jobs()}


def test_of_a_failed_import_its_files_go_after_a_day_and_its_story_later(staging: Staging) -> None:
    job = staged(staging, at=NOW - timedelta(hours=25), state=State.FAILED)

    staging.sweep(NOW)
    after_a_day = staging.job(job.id).state
    staging.sweep(NOW + timedelta(days=30))

    assert (after_a_day, staging.jobs()) == (State.FAILED, [])
    with pytest.raises(NotFound, match="not kept any more"):
        staging.paths(job)


def test_a_job_under_way_is_never_swept(staging: Staging) -> None:
    job = staged(staging, at=NOW - timedelta(days=40), state=State.READING)
    alive = staging.alive(job.id)

    staging.sweep(NOW)
    os.close(alive)

    assert len(staging.jobs()) == 1


@pytest.mark.parametrize("number", ["im_unknown", "../../etc", "im_../x", "", "12"])
def test_an_unknown_job_is_not_found(staging: Staging, number: str) -> None:
    with pytest.raises(NotFound):
        staging.job(number)


def test_an_upload_is_cut_at_its_limit(staging: Staging) -> None:
    file = staging.receive(most=10).new_file("files", "a.csv")

    with pytest.raises(HTTPException) as refused:
        file.write(b"x" * 11)

    assert refused.value.status_code == 413
    file.close()


def test_an_upload_that_the_disk_cannot_hold_is_refused(staging: Staging) -> None:
    with pytest.raises(HTTPException) as refused:
        staging.check_room(1 << 60, most=1 << 61)

    assert refused.value.status_code == 507


def test_a_damaged_job_is_passed_over(staging: Staging, tmp_path: Path) -> None:
    job = staged(staging)
    (tmp_path / "staging" / job.id / "job.json").write_text('{"id": 7}', encoding="utf-8")

    assert staging.jobs() == []


def test_news_of_a_job_replace_it_at_once(staging: Staging) -> None:
    job = replace(staged(staging), done=7)

    staging.write(job)

    assert staging.job(job.id).done == 7
