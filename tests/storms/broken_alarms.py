"""Hubs broken on purpose in what they do about alarms: see ``broken`` for all others."""

from hub.bedside import Bedside
from hub.effects import Effect
from hub.rooms.alarm_facts import AlarmAcknowledged, AlarmEnded, AudioPaused
from hub.rooms.facts import RoomFact
from hub.round import Round
from tests.storms.broken import hub_with
from ward.units import Instant, hours


class QuietForAnHour(Round):
    """One press buys an hour."""

    def _decided(self, bed: Bedside, decided: RoomFact, now: Instant) -> tuple[Effect, ...]:
        if isinstance(decided, AlarmAcknowledged | AudioPaused):
            decided = decided.model_copy(update={"until": now + hours(1)})
        return super()._decided(bed, decided, now)


class EndsAtAPress(Round):
    """Whoever takes an alarm on has it gone."""

    def _decided(self, bed: Bedside, decided: RoomFact, now: Instant) -> tuple[Effect, ...]:
        said = super()._decided(bed, decided, now)
        if not isinstance(decided, AlarmAcknowledged):
            return said
        ended = AlarmEnded(room=bed.room, at=now, id=decided.id, condition=decided.condition)
        return (*said, *bed.keep((ended,)))


class LetsGo(Round):
    """What latches shows no longer than its condition lasts."""

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        said = list(super().tick(now))
        for room, bed in self._beds.items():
            for one in bed.state.alarms:
                if one.over_at is not None:
                    ended = AlarmEnded(room=room, at=now, id=one.id, condition=one.condition)
                    said += bed.keep((ended,))
        return tuple(said)


BROKEN_ALARMS = {
    "a press that buys an hour of quiet": hub_with(QuietForAnHour),
    "a press that ends an alarm": hub_with(EndsAtAPress),
    "a latched alarm that lets go": hub_with(LetsGo),
}
