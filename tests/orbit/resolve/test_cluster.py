"""From rulings to clusters: who may join whom, and who never meets."""

from __future__ import annotations

from orbit.model import RecordKey
from orbit.resolve.cluster import clusters
from orbit.resolve.ruling import REVIEWED, Rule, Ruling, ruling
from orbit.store.base import Verdict

A, B, C, D = KEYS = [RecordKey("crm", name) for name in "abcd"]


def say(one: RecordKey, other: RecordKey, verdict: Verdict = Verdict.SAME, rule: str = Rule.EMAIL) -> Ruling:
    return ruling(one, other, verdict, rule, "")


def found(*rulings: Ruling) -> list[str]:
    return ["".join(KEYS[place].id for place in group) for group in clusters(KEYS, rulings)]


def test_without_rulings_everybody_stands_alone() -> None:
    assert found() == ["a", "b", "c", "d"]


def test_rulings_chain() -> None:
    assert found(say(A, B), say(B, D)) == ["abd", "c"]


def test_unsure_joins_nobody() -> None:
    assert found(say(A, B, Verdict.UNSURE)) == ["a", "b", "c", "d"]


def test_two_who_are_different_do_not_meet_through_a_third() -> None:
    assert found(say(A, B), say(B, C), say(A, C, Verdict.DIFFERENT)) == ["ab", "c", "d"]


def test_the_stronger_rule_wins_the_third() -> None:
    apart = say(A, C, Verdict.DIFFERENT)

    assert found(say(A, B), say(B, C, rule=Rule.LINKEDIN), apart) == ["a", "bc", "d"]


def test_a_reviewer_stands_above_every_rule() -> None:
    parted = say(A, B, Verdict.DIFFERENT, REVIEWED)
    joined = say(C, D, Verdict.SAME, REVIEWED)

    assert found(say(A, B, rule=Rule.LINKEDIN), say(C, D, Verdict.DIFFERENT), parted, joined) == ["a", "b", "cd"]


def test_of_two_reviews_of_one_pair_the_later_counts() -> None:
    earlier, later = say(A, B, Verdict.DIFFERENT, REVIEWED), say(A, B, Verdict.SAME, REVIEWED)

    assert found(earlier, later) == ["ab", "c", "d"]


def test_rulings_on_records_that_are_gone_are_passed_over() -> None:
    assert found(say(A, RecordKey("crm", "erased")), say(A, B)) == ["ab", "c", "d"]


def test_a_rule_of_another_version_comes_last() -> None:
    apart = say(A, C, Verdict.DIFFERENT)

    assert found(say(A, B, rule="phone_of_v9"), say(B, C, rule=Rule.NAME_AT_COMPANY), apart) == ["a", "bc", "d"]
