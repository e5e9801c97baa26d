"""Limits: after how long a thing is wrong. Local settings; every default is our own proposal."""

from pydantic import BaseModel, ConfigDict, Field

from ward.envelope import HEALTH_EVERY


class Limits(BaseModel):
    """Seconds, each. ``node_silent_s`` is two of a node's periods and one second."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    node_silent_s: float = Field(default=2 * HEALTH_EVERY.total_seconds() + 1, gt=0, le=300)
    confined_s: float = Field(default=300, gt=0, le=3600)
    no_breathing_s: float = Field(default=20, gt=0, le=60)
    vitals_missing_s: float = Field(default=120, gt=0, le=3600)
    rota_ahead_s: float = Field(default=900, ge=60, le=12 * 3600)
