"""Leaving: whether whoever was in bed has gone out through the door that stood open."""

from edge.moment import Moment
from ward.envelope import Standing, VitalBody
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Vital

SHUT_BEHIND_S = 15.0  # after the door was shut, that a sensor may still hold somebody for inside
OLD_BREATHS_S = 20.0  # of which a rate may still be told after they went
BELIEVED_S = 60.0  # after that the radar itself must say that nobody is there


class Leaving:
    """Three witnesses together, and each of them alone is not believed.

    The door stood open, the room's own sensor went from somebody to nobody meanwhile, and the
    radar saw movement just before the stillness: nobody leaves a bed without moving. A chest that
    stops in front of an open door did not move, or there is somebody in there with it; and a
    sensor that drops out over a still sleeper mostly does so behind a shut door. And it is believed
    for a minute only.
    """

    def __init__(self) -> None:
        self._open_up_s: float | None = None  # when the door was last seen to stand open
        self._inside: bool | None = None
        self._went_up_s: float | None = None

    def look(self, standing: Standing, now: Moment) -> None:
        """How door and room stand at this moment; ask often."""
        if standing.door_open is True:
            self._open_up_s = now.up_s
        inside = standing.in_room is not False or standing.in_ensuite is True
        if inside:
            self._went_up_s = None
        elif self._inside is True and self._stood_open(now):
            self._went_up_s = now.up_s
        self._inside = inside

    def heard(
        self, said: tuple[VitalBody, ...], now: Moment, *, moved: bool
    ) -> tuple[VitalBody, ...]:
        """What the radar says, but that a stillness is no stopped chest where nobody is left."""
        gone_s = None if self._went_up_s is None else now.up_s - self._went_up_s
        if gone_s is not None and gone_s > OLD_BREATHS_S and any(_breathes(one) for one in said):
            self._went_up_s = gone_s = None  # whoever breathes here has not left, or has come back
        went = gone_s is not None and gone_s <= BELIEVED_S
        if not went or not moved:
            return said
        gone = {"said": Doubted(doubt=Doubt.NOBODY_THERE)}
        return tuple(
            one.model_copy(update=gone) if isinstance(one.said, NotBreathing) else one
            for one in said
        )

    def _stood_open(self, now: Moment) -> bool:
        return self._open_up_s is not None and now.up_s - self._open_up_s <= SHUT_BEHIND_S


def _breathes(one: VitalBody) -> bool:
    return one.vital is Vital.BREATHING and isinstance(one.said, Rate)
