"""Makes every answer once; each surface only checks identity and formats."""

from api.presenter.asks.asks import AsksWanted
from api.presenter.asks.logbook import Author, Happening, Wish, Written
from api.presenter.month.claims import Claiming
from api.presenter.month.measures import MeasuresRequest
from api.presenter.paths.asked import PathsRequest
from api.presenter.presenter import Presenter

__all__ = [
    "AsksWanted",
    "Author",
    "Claiming",
    "Happening",
    "MeasuresRequest",
    "PathsRequest",
    "Presenter",
    "Wish",
    "Written",
]
