"""What an admin settles from the web: policy, users, keys, what is kept of a person, and how the workspace fares."""

from api.settling.settling import Settling

__all__ = ["Settling"]
