"""What the CRM and the lists say of accounts, champions and our people, by entity, on any day."""

from orbit.book.book import Book
from orbit.book.views import AccountView, ChampionView, RoleView, SignalView, TriggerView

__all__ = ["AccountView", "Book", "ChampionView", "RoleView", "SignalView", "TriggerView"]
