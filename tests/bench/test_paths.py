from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba", reason="the path benchmark needs numba: install orbit-asks[fast]")

from api.presenter.paths.asked import PathsRequest, Question
from api.presenter.paths.paths import paths_answer
from bench.crowd import DAY, crowd_snapshot, crowd_willing, fact_ids, make_crowd
from bench.path_answers import ListedRefs, crowd_scene
from bench.path_crowd import SHOWN, asked, keep_crowd, open_crowd, some_accounts
from bench.path_delta import NumberedRecords, new_jobs
from bench.path_http import read_wrk
from bench.paths import measure
from orbit.errors import StoreError, UsageError
from orbit.graph.advance import advance
from orbit.graph.ranking import EngineRanker

PEOPLE = 2_000
WRK = """
  Latency Distribution
     50%    3.20ms
     99%    {tail}
  1000 requests in 10.00s, 5.24MB read
Requests/sec:    812.48
"""


def test_a_crowd_is_the_same_each_time_and_its_ids_are_told_apart() -> None:
    one, two = crowd_snapshot(PEOPLE), crowd_snapshot(PEOPLE)

    assert (one.fact_person == two.fact_person).all()
    assert (np.diff(one.fact_person) >= 0).all()
    assert len(np.unique(np.concatenate([one.fact_id, one.tie_id]))) == len(one.fact_id) + len(one.tie_id)
    assert one.name_of_person(7) == "Person 00000007"


def test_a_fifth_of_a_crowd_is_or_was_at_one_company() -> None:
    snapshot = crowd_snapshot(PEOPLE)

    share = len(np.unique(snapshot.fact_person[snapshot.fact_company == 0])) / PEOPLE

    assert 0.17 < share < 0.25


def test_ids_are_in_order_and_do_not_meet_others() -> None:
    assert fact_ids(2, after=255).tolist() == [b"0" * 22 + b"ff", b"0" * 21 + b"100"]


def test_a_kept_crowd_is_opened_as_it_was(tmp_path: Path) -> None:
    view = make_crowd(PEOPLE)
    keep_crowd(view, tmp_path, PEOPLE)

    opened = open_crowd(tmp_path, PEOPLE)

    assert (opened.reach.order == view.reach.order).all()
    with pytest.raises(UsageError, match="No crowd of 3000 people"):
        open_crowd(tmp_path, 3_000)


def test_an_answer_about_a_crowd_has_explained_paths() -> None:
    view = make_crowd(PEOPLE)
    ranker = EngineRanker(view)
    [account, *_] = [one for one in some_accounts(view, 50) if ranker.best(asked([one]))[0].ways]
    question = Question(account, None, frozenset(), PathsRequest(None, None, SHOWN, DAY))

    answer = paths_answer(ListedRefs(), crowd_scene(view, ranker), question)  # type: ignore[arg-type]  # all it is asked

    best = ranker.best(asked([account]))[0].ways[0]
    assert answer["paths"][0]["people"][0]["id"] == view.snapshot.person_entity(best.connector)
    assert all(hop["text"] for hop in answer["paths"][0]["hops"])


def test_changes_of_job_come_in_as_facts() -> None:
    snapshot = crowd_snapshot(PEOPLE)
    touched = new_jobs(snapshot, 40)

    forward = advance(snapshot, touched, NumberedRecords(snapshot))

    assert len(forward.fact_id) == len(snapshot.fact_id) + 40
    assert (forward.fact_from == DAY.toordinal()).sum() == 40


def test_everybody_willing_is_one_of_ours() -> None:
    assert np.count_nonzero(crowd_willing(PEOPLE)) == 600


def test_too_small_a_crowd_is_refused() -> None:
    with pytest.raises(UsageError, match="1,000 people or more"):
        measure(None, print, 10)  # type: ignore[arg-type]  # refused before it is looked at


@pytest.mark.parametrize(("tail", "milliseconds"), [("18.31ms", 18.31), ("730.00us", 0.73), ("1.03s", 1030.0)])
def test_what_wrk_prints_is_read(tail: str, milliseconds: float) -> None:
    assert read_wrk(WRK.format(tail=tail), "http") == {"http_requests_per_s": 812.5, "http_p99_ms": milliseconds}


def test_failed_requests_are_no_figures() -> None:
    with pytest.raises(StoreError, match="did not get its answers"):
        read_wrk(WRK.format(tail="1.00ms") + "  Non-2xx or 3xx responses: 12\n", "http")
