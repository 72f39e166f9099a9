"""What all parts of a plan file have in common: how they are read, and the kinds of values in them."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

# Far beyond any plan, and within what every reader of JSON can hold.
LARGEST: Final = 2**53


def _in_utc(at: datetime) -> datetime:
    """The same moment in UTC. Raises `ValueError` for one that no calendar of ours reaches."""
    try:
        moved = at.astimezone(UTC)
    except OverflowError:
        raise ValueError("this moment is out of reach") from None
    if not 1970 <= moved.year <= 9000:
        raise ValueError("this moment is out of reach")
    return moved


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A moment, in UTC."""
Ref = Annotated[int, Field(ge=1, le=LARGEST)]
"""The number of a line."""
Times = Annotated[int, Field(ge=0, le=LARGEST)]
"""How often something was, or how many there are."""


class Form(BaseModel):
    """One part of a plan file."""

    # Later versions may say more than this one knows: what is unknown is passed over, not refused. The classes are
    # built when first used: a start need not wait for them.
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", use_attribute_docstrings=True, defer_build=True)
