"""Units, moments and spans: what a number means, said once in its type."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def utc(moment: datetime) -> datetime:
    """The same moment in UTC. Raises ``ValueError`` for one that does not say where it is."""
    if moment.tzinfo is None:
        raise ValueError("a time must say its offset from UTC")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("a time must be of the years 1 to 9999, in UTC too") from None


Instant = Annotated[datetime, AfterValidator(utc)]
Span = timedelta


def seconds(count: float) -> Span:
    return timedelta(seconds=count)


def minutes(count: float) -> Span:
    return timedelta(minutes=count)


def hours(count: float) -> Span:
    return timedelta(hours=count)


class Wire(BaseModel):
    """Whatever crosses the wire: immutable, unknown fields tolerated, no NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


Celsius = Annotated[float, Field(ge=-40, le=125, description="degrees Celsius")]
Lux = Annotated[float, Field(ge=0, le=1000, description="lux at the room's reference point")]
Kelvin = Annotated[int, Field(ge=1800, le=6500, description="colour temperature, kelvin")]
Level = Annotated[float, Field(ge=0, le=1, description="share of full brightness, 0..1")]
PerMinute = Annotated[float, Field(gt=0, le=300, description="per minute")]
Quality = Annotated[float, Field(ge=0, le=1, description="0 worst, 1 best")]
UpSeconds = Annotated[float, Field(ge=0, description="seconds since the node's program began")]
TEXT_LONGEST = 500
Text = Annotated[str, Field(max_length=TEXT_LONGEST)]
WORD_LONGEST = 64
Badge = Annotated[str, Field(pattern=r"^[0-9A-F]{8,20}$", description="card number, hexadecimal")]
Word = Annotated[str, Field(min_length=1, max_length=WORD_LONGEST)]
