"""What was heard of a chest, in words for the hub; and how often each vital sign is said."""

from edge.moment import Moment
from edge.sense.heard import Heard
from edge.sense.witnesses import Verdict
from ward.envelope import VitalBody
from ward.units import Instant, seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said, Vital

HEART_EVERY_S = 5.0  # a mean over a minute hardly changes faster, and every word is stored
BothSaid = tuple[Said, Said]  # of breathing, and of the heart


class Told:
    """Remembers the moment since when nothing breathes, so that it is said of one moment only."""

    def __init__(self) -> None:
        self._stopped_at: Instant | None = None

    def of(self, heard: Heard, now: Moment, *, is_sure_of_nobody: bool = True) -> BothSaid:
        """A flat signal is an empty bed only under a radar that can tell one."""
        if heard.no_breath_s is None:
            self._stopped_at = None
        else:
            self._stopped_at = self._stopped_at or now.at - seconds(heard.no_breath_s)
        nobody = Doubt.NOBODY_THERE if is_sure_of_nobody else Doubt.WEAK_SIGNAL
        heart = _told(heard.heart, nobody)
        if heard.breathing is None:
            return NotBreathing(since=self._stopped_at or now.at), heart
        return _told(heard.breathing, nobody), heart

    def forget(self) -> None:
        self._stopped_at = None


class Spoken:
    """Breathing each time it is asked for, the heart every few seconds."""

    def __init__(self) -> None:
        self._heart_up_s = -HEART_EVERY_S

    def of(self, both: BothSaid, now: Moment) -> tuple[VitalBody, ...]:
        breathing, heart = both
        said = [VitalBody(vital=Vital.BREATHING, said=breathing)]
        if now.up_s - self._heart_up_s >= HEART_EVERY_S:
            self._heart_up_s = now.up_s
            said.append(VitalBody(vital=Vital.HEART, said=heart))
        return tuple(said)


def both_doubted(doubt: Doubt) -> BothSaid:
    return Doubted(doubt=doubt), Doubted(doubt=doubt)


def _told(found: Verdict | Doubt, nobody: Doubt) -> Said:
    if isinstance(found, Verdict):
        return Rate(per_minute=found.per_minute, quality=found.quality)
    return Doubted(doubt=nobody if found is Doubt.NOBODY_THERE else found)
