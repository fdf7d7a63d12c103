"""Makes every answer once; each surface only checks identity and formats."""

from api.presenter.asked import PathsRequest
from api.presenter.presenter import Presenter

__all__ = ["PathsRequest", "Presenter"]
