"""What others see of whom somebody knows by an upload of their own, where the owner has not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orbit.errors import PolicyError
from orbit.model import Level
from orbit.policy.checks import check_members


@dataclass(frozen=True, slots=True)
class SharingPolicy:
    """The level of an upload whose owner says nothing, and the most that is shown of the uploads of a source."""

    personal: str
    most: tuple[str, ...]

    def __post_init__(self) -> None:
        check_members((self.personal,), Level, "sharing.personal")
        for entry in self.most:
            source, _, level = map(str.strip, entry.partition(":"))
            if not source or not level:
                raise PolicyError(f'policy key sharing.most: write "linkedin: masked", got {entry!r}')
            check_members((level,), Level, "sharing.most")

    @property
    def limits(self) -> Mapping[str, Level]:
        """The most that is shown of the uploads of each source that has a limit."""
        told = (entry.partition(":") for entry in self.most)
        return {source.strip(): Level(level.strip()) for source, _, level in told}
