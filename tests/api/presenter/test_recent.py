"""What is kept with a scene is made once, and no more of it than was agreed."""

from __future__ import annotations

from api.presenter.recent import Recent


def lengths(asked: list[list[str]], words: list[str]) -> dict[str, int]:
    asked.append(words)
    return {word: len(word) for word in words}


def test_only_what_is_not_known_is_made() -> None:
    asked: list[list[str]] = []
    recent: Recent[str, int] = Recent(10)
    recent.all(["a", "bb"], lambda words: lengths(asked, words))

    found = recent.all(["bb", "ccc"], lambda words: lengths(asked, words))

    assert found == {"bb": 2, "ccc": 3}
    assert asked == [["a", "bb"], ["ccc"]]


def test_nothing_is_asked_where_all_is_known() -> None:
    asked: list[list[str]] = []
    recent: Recent[str, int] = Recent(10)

    for _ in range(2):
        recent.get("a", lambda: lengths(asked, ["a"])["a"])

    assert asked == [["a"]]


def test_what_was_asked_for_longest_ago_is_forgotten() -> None:
    asked: list[list[str]] = []
    recent: Recent[str, int] = Recent(2)
    for word in ("a", "bb", "a", "ccc"):
        recent.all([word], lambda words: lengths(asked, words))

    recent.all(["a", "bb"], lambda words: lengths(asked, words))

    assert asked == [["a"], ["bb"], ["ccc"], ["bb"]]


def test_more_than_it_keeps_is_answered_all_the_same() -> None:
    recent: Recent[str, int] = Recent(2)

    found = recent.all(["a", "bb", "ccc"], lambda words: lengths([], words))

    assert found == {"a": 1, "bb": 2, "ccc": 3}
    assert len(recent) == 2


def test_a_value_that_is_none_is_known_too() -> None:
    recent: Recent[str, int | None] = Recent(2)
    recent.get("a", lambda: None)

    assert recent.get("a", lambda: 1) is None
