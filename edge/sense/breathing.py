"""Breathing, from the radar's phase: a rate, or the doubt that says why there is none."""

from edge.decode.mr60bha2 import Saying
from edge.moment import Moment
from ward.care import Authorisation
from ward.vitals import Doubt, Doubted, Said


class Breathing:
    """Stub of the estimator's face."""

    def feed(self, saying: Saying, now: Moment) -> None:
        """Take one saying."""

    def lost(self) -> None:
        """The radar's port closed."""

    def said(self, authorisation: Authorisation | None, now: Moment) -> Said:  # noqa: ARG002
        return Doubted(doubt=Doubt.NOT_AUTHORISED if authorisation is None else Doubt.SENSOR_LOST)
