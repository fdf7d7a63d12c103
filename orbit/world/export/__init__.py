"""The made-up company's files, each in the format of the system that it would come from."""

from orbit.world.export.every import exports
from orbit.world.export.sheet import ExportFile, Mention

__all__ = ["ExportFile", "Mention", "exports"]
