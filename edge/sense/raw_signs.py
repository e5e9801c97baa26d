"""Raw echo by range, heard: breathing and heart, or the doubt that says why not."""

import numpy as np

from edge.decode.iq import IqFrame, IqSession
from edge.moment import Moment
from edge.sense.chest import Chest
from edge.sense.ring import Samples
from edge.sense.told import BothSaid, Told, both_doubted
from edge.sense.vital_signs import LOST_AFTER_S, is_authorised
from ward.care import Authorisation
from ward.vitals import Doubt

GAP_S = 1.0  # by the radar's clock; what lies on both sides of more is not one signal
SATURATED_S = 1.0  # after a saturated frame, until something may be said: one asking


class RawSigns:
    """A radar's frames, heard as a chest; time is what the radar's own clock says.

    Frames that the wire lost are bridged by a straight line, so that a bad cable makes no rate
    slower. A saturated frame counts as lost, for its echo is cut; while they come nothing is said.
    """

    def __init__(self) -> None:
        self._told = Told()
        self._heard_up_s = self._saturated_up_s = -np.inf
        self._session: IqSession | None = None
        self._chest: Chest | None = None
        self._at_s = 0.0
        self._before: tuple[float, Samples] | None = None  # and when it was due
        self._floor_most = np.inf

    def feed(self, frame: IqFrame, now: Moment) -> None:
        self._heard_up_s = now.up_s
        if frame.is_saturated:
            self._saturated_up_s = now.up_s
            return
        chest = self._chest_of(frame.session)
        if rows := self._bridged(frame):
            chest.feed(np.array(rows), is_patched=len(rows) > 1)

    def lost(self) -> None:
        self._heard_up_s = self._saturated_up_s = -np.inf
        self._forget()

    def said(self, authorisation: Authorisation | None, now: Moment) -> BothSaid:
        """Of breathing, and of the heart, at this moment. Ask once a second."""
        if not is_authorised(authorisation, now):
            self._forget()  # what may not be measured is not kept either
            return both_doubted(Doubt.NOT_AUTHORISED)
        if now.up_s - self._heard_up_s > LOST_AFTER_S:
            self._forget()
            return both_doubted(Doubt.SENSOR_LOST)
        if now.up_s - self._saturated_up_s < SATURATED_S or self._chest is None:
            self._told.forget()
            return both_doubted(Doubt.SATURATED)
        return self._told.of(self._chest.heard(), now)

    @property
    def noise(self) -> float | None:
        """What the echo trembles by, in the radar's own unit."""
        learnt = self._chest.floor.noise if self._chest else np.inf
        return float(learnt) if np.isfinite(learnt) else None

    def held_to(self, floor: float) -> None:
        """Of the empty room: no noise above it is learnt, by this chest or any after it."""
        self._floor_most = floor
        if self._chest is not None:
            self._chest.floor.most = floor

    def _chest_of(self, session: IqSession) -> Chest:
        """The chest before this radar as it is set up; another set-up sees another one."""
        if self._chest is None or session != self._session:
            self._session, self._before = session, None
            self._chest = Chest(session.rate_hz, len(session.range_m), is_complex=True)
            self._chest.floor.most = self._floor_most
        return self._chest

    def _bridged(self, frame: IqFrame) -> list[Samples]:
        """The frame, and before it those that are missing; none if it comes too early."""
        here = np.array(frame.iq)
        if not 0 <= frame.at_s - self._at_s <= GAP_S:
            self._forget()
        self._at_s = frame.at_s
        if self._before is None:
            self._before = (frame.at_s, here)
            return [here]
        due_s, before = self._before
        count = round((frame.at_s - due_s) * frame.session.rate_hz)
        if count > 0:
            self._before = (due_s + count / frame.session.rate_hz, here)
        return [before + (here - before) * (n / count) for n in range(1, count + 1)]

    def _forget(self) -> None:
        self._before = None
        self._told.forget()
        if self._chest is not None:
            self._chest.forget()
