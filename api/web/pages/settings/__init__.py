"""Settings: one tab per thing that an admin settles."""

from api.web.pages.settings.tabs import router

__all__ = ["router"]
