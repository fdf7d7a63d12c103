"""Makes every answer once; each surface only checks identity and formats."""

from api.presenter.asked import PathsRequest
from api.presenter.asks import AsksWanted
from api.presenter.claims import Claiming
from api.presenter.logbook import Author, Happening, Wish, Written
from api.presenter.measures import MeasuresRequest
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
