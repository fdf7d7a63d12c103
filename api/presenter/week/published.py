"""What is published of a day beside careers, ties and reach: the book, the verdicts, and the week's plan."""

from __future__ import annotations

from api.presenter.week.week import week_name, week_plan
from api.workspace import Scene
from orbit.graph.published_book import (
    PublishedBook,
    account_rows,
    ask_rows,
    investment_rows,
    role_rows,
    signal_rows,
    verdict_rows,
)
from orbit.store.base import Store


def published_book(store: Store, scene: Scene) -> PublishedBook:
    """Everything that the book, the gate and the week's plan say on the scene's day."""
    book, day, policy = scene.book, scene.as_of, scene.policy.signals
    return PublishedBook(
        accounts=account_rows(book, day, policy),
        signals=signal_rows(book, day, policy),
        roles=role_rows(book, day),
        verdicts=verdict_rows(scene.verdict(person, scene.anybody) for person in book.roles(day)),
        investments=investment_rows(store, day),
        asks=ask_rows(week_plan(scene), week_name(day)),
    )
