"""What the fields of an upload's form ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.imports.job import Orders

_LONGEST_MAPPING = 200_000


class OrdersIn(BaseModel):
    """How files are to be taken in; without a source the likeliest one is taken."""

    model_config = ConfigDict(extra="forbid")

    source: Annotated[
        str | None, Field(max_length=100, description="Which kind of list it is: see `orbit sources`")
    ] = None
    owner: Annotated[
        str | None, Field(max_length=320, description="Whose export it is: the colleague's e-mail address")
    ] = None
    mapping: Annotated[
        str | None,
        Field(max_length=_LONGEST_MAPPING, description="The name of a shipped mapping, or the text of one (TOML)"),
    ] = None
    observed_on: Annotated[
        date | None, Field(description="The day for which the files speak, unless they say so themselves")
    ] = None
    dry_run: Annotated[bool, Field(description="Read and count, change nothing")] = False

    def orders(self) -> Orders:
        """Return them as a job keeps them."""
        day = None if self.observed_on is None else self.observed_on.isoformat()
        return Orders(self.source, self.owner, self.mapping, day, self.dry_run)


class UploadIn(OrdersIn):
    """The fields beside the files of an upload."""

    hold: Annotated[bool, Field(description="Keep the files and look at them, but wait to be started")] = False


def upload_of(fields: Mapping[str, str]) -> UploadIn:
    """Read the fields of an upload's form; empty ones count as left out. Raises RequestValidationError."""
    try:
        return UploadIn.model_validate({name: text.strip() for name, text in fields.items() if text.strip()})
    except ValidationError as error:
        found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors(include_input=False)]
        raise RequestValidationError(found) from error
