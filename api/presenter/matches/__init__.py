"""Matches that somebody should decide: which matter most, what speaks for them, why they stand as they do."""

from api.presenter.matches.deciding import Decision
from api.presenter.matches.finding import Said
from api.presenter.matches.listing import MOST_MATCHES, Ranked
from api.presenter.matches.matches import Matches

__all__ = ["MOST_MATCHES", "Decision", "Matches", "Ranked", "Said"]
