from __future__ import annotations

from api.http.rate import Buckets, Rate


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_burst_goes_through_and_then_waits() -> None:
    buckets = Buckets(Rate(burst=2, per_second=0.5), Clock())

    assert [buckets.take("a"), buckets.take("a"), buckets.take("a")] == [None, None, 2]


def test_tokens_come_back_with_time() -> None:
    clock = Clock()
    buckets = Buckets(Rate(burst=1, per_second=0.5), clock)
    buckets.take("a")

    clock.seconds = 2.0

    assert buckets.take("a") is None


def test_callers_do_not_drink_from_each_others_buckets() -> None:
    buckets = Buckets(Rate(burst=1, per_second=0.5), Clock())

    buckets.take("a")

    assert buckets.take("b") is None


def test_asking_how_long_to_wait_takes_nothing() -> None:
    buckets = Buckets(Rate(burst=1, per_second=0.5), Clock())

    buckets.wait("a")

    assert buckets.take("a") is None
    assert buckets.wait("a") == 2


def test_a_flood_of_callers_costs_no_memory() -> None:
    buckets = Buckets(Rate(burst=1, per_second=0.5), Clock())

    for number in range(10_050):
        buckets.take(str(number))

    assert len(buckets) == 10_000
