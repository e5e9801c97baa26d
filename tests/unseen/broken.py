"""Hubs broken on purpose, one way each: stories that let them pass prove nothing."""

from dataclasses import replace
from typing import Any

from hub import acts
from hub.bedside import Bedside
from hub.effects import Changed, Effect, Publish
from hub.rooms.alarm_facts import AlarmAcknowledged
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded, PlanSet
from hub.rooms.facts import Observed, RoomFact
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.state import RoomState
from hub.rooms.watch import Limit
from hub.rooms.windows import NOTHING_ASKED
from hub.round import Round
from tests.storms.broken import LooksCount, ResetsWatches, WaitsLonger
from tests.storms.broken_alarms import EndsAtAPress
from ward.announcements import Status
from ward.codec import TurnedAwayError, parse
from ward.conditions import BLANK_SPELL
from ward.envelope import ChartedBody, Envelope, HappeningBody, ObservationBody
from ward.happenings import BadgeShown, CallPressed, DoorMoved, TalkMoved
from ward.rooms import RoomId
from ward.units import Instant, minutes, seconds


class Tampering(Round):
    """Changes a room behind the hub's back once it was fed something."""

    def feed(self, event: acts.Event, now: Instant) -> tuple[Effect, ...]:
        effects = super().feed(event, now)
        if isinstance(event, acts.Arrived):
            said = _said(event.payload)
            if said is not None and said.room in self._beds:
                self.hears(said, now)
        return effects

    def hears(self, said: Envelope, now: Instant) -> None:
        """To be broken."""

    def sees(self, room: RoomId, now: Instant) -> None:
        bed = self._beds[room]
        if bed.state.watch:
            bed.state = replace(bed.state, watch=bed.state.watch.seen(now, now))


def _said(payload: bytes) -> Envelope | None:
    try:
        return parse(Envelope, payload)
    except TurnedAwayError:
        return None


class HappeningsCount(Tampering):
    """Whoever opens the door, talks through it or shows a badge has seen somebody."""

    counts: tuple[type, ...] = ()

    def hears(self, said: Envelope, now: Instant) -> None:
        if isinstance(said.body, HappeningBody) and isinstance(said.body.happening, self.counts):
            self.sees(said.room, now)


class DoorCounts(HappeningsCount):
    counts = (DoorMoved,)


class TalkCounts(HappeningsCount):
    counts = (TalkMoved,)


class BadgeCounts(HappeningsCount):
    counts = (BadgeShown,)


class CallCounts(HappeningsCount):
    counts = (CallPressed,)


class AnyRecordCounts(Tampering):
    """Whatever is written down at a door ends a spell."""

    def hears(self, said: Envelope, now: Instant) -> None:
        if isinstance(said.body, ObservationBody):
            self.sees(said.room, now)


class AnyFullRecordCounts(Tampering):
    """A complete record ends a spell, whoever made it, and however briefly they stayed."""

    def hears(self, said: Envelope, now: Instant) -> None:
        body = said.body
        if isinstance(body, ObservationBody) and body.observation.evidence.stayed_s < 10:
            self.sees(said.room, now)


class ChartingCounts(Tampering):
    """A set written down at the door ends a spell."""

    def hears(self, said: Envelope, now: Instant) -> None:
        if isinstance(said.body, ChartedBody):
            self.sees(said.room, now)


class NextDoorToo(Tampering):
    """A visit to one room counts for the one next door."""

    def hears(self, said: Envelope, now: Instant) -> None:
        seen = self.state(said.room).seen
        if isinstance(said.body, ObservationBody) and seen and now - seen.at < seconds(1):
            for room in self.rooms:
                self.sees(room, now)


class Decides(Round):
    """Changes what was decided."""

    def _decided(self, bed: Bedside, decided: RoomFact, now: Instant) -> tuple[Effect, ...]:
        before = bed.state
        effects = super()._decided(bed, decided, now)
        self.then(bed, before, decided, now)
        return effects

    def then(self, bed: Bedside, before: RoomState, decided: RoomFact, now: Instant) -> None:
        """To be broken."""


class ModesAskNothing(Decides):
    """Nobody is due sooner for a mode."""

    def then(self, bed: Bedside, before: RoomState, decided: RoomFact, now: Instant) -> None:
        if isinstance(decided, ModeChanged) and bed.state.watch:
            bed.state = replace(bed.state, watch=replace(bed.state.watch, windows=NOTHING_ASKED))


class PlansReachBack(Decides):
    """A looser plan postpones what is already running."""

    def then(self, bed: Bedside, before: RoomState, decided: RoomFact, now: Instant) -> None:
        watch = bed.state.watch
        if isinstance(decided, PlanSet) and watch:
            every = minutes(decided.plan.every_min)
            bed.state = replace(
                bed.state, watch=replace(watch, limits=(Limit(watch.since, every),))
            )


class EndingCloses(Decides):
    """Whoever's episode is ended waits no longer."""

    def then(self, bed: Bedside, before: RoomState, decided: RoomFact, now: Instant) -> None:
        if isinstance(decided, EpisodeEnded):
            bed.state = replace(bed.state, watch=None)


class BeginningForgives(Decides):
    """Whoever is begun anew has been seen just now."""

    def then(self, bed: Bedside, before: RoomState, decided: RoomFact, now: Instant) -> None:
        if isinstance(decided, EpisodeBegan):
            self._seen(bed, now)

    def _seen(self, bed: Bedside, now: Instant) -> None:
        if bed.state.watch:
            bed.state = replace(bed.state, watch=bed.state.watch.seen(now, now))


class TakenOnIsLater(Decides):
    """Whoever takes an alarm on has five minutes more."""

    def then(self, bed: Bedside, before: RoomState, decided: RoomFact, now: Instant) -> None:
        watch = bed.state.watch
        if isinstance(decided, AlarmAcknowledged) and watch:
            later = tuple(replace(one, every=one.every + minutes(5)) for one in watch.limits)
            bed.state = replace(bed.state, watch=replace(watch, limits=later))


class ShowsLate(Round):
    """A spell is no alarm for ten seconds more."""

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        effects = super().tick(now)
        for bed in self._beds.values():
            alarm = bed.state.showing(BLANK_SPELL.name)
            if alarm and now - alarm.began_at < seconds(10):
                rest = tuple(one for one in bed.state.alarms if one is not alarm)
                bed.state = replace(bed.state, alarms=rest)
        return effects


class DoorsHearNothing(Round):
    """The status says nothing of blank spells."""

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        return tuple(map(_silenced, super().tick(now)))

    def feed(self, event: acts.Event, now: Instant) -> tuple[Effect, ...]:
        return tuple(map(_silenced, super().feed(event, now)))


def _silenced(effect: Effect) -> Effect:
    if not isinstance(effect, Publish) or not isinstance(effect.message, Status):
        return effect
    rest = tuple(one for one in effect.message.alarms if one.condition != BLANK_SPELL.name)
    silenced = effect.message.model_copy(update={"alarms": rest})
    return Publish(effect.topic, silenced, effect.retained)


class EndsOnDisconnection(Round):
    """While the broker is away nobody waits."""

    def feed(self, event: acts.Event, now: Instant) -> tuple[Effect, ...]:
        effects = super().feed(event, now)
        if isinstance(event, acts.Disconnected):
            for bed in self._beds.values():
                bed.state = replace(bed.state, alarms=(), watch=None)
        return (*effects, *(Changed(room) for room in self.rooms))


class LateVisitsDoNotCount(Round):
    """The mirror: what is told late ends nothing."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for bed in self._beds.values():
            _forgets(bed, lambda fact: fact.at - fact.observed_at > seconds(15))


class QuietVisitsDoNotCount(Round):
    """The mirror: a visit to a room whose alarms were made quiet ends nothing."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for bed in self._beds.values():
            _forgets(bed, lambda _fact, bed=bed: any(one.acknowledged for one in bed.state.alarms))


def _forgets(bed: Bedside, which: Any) -> None:
    keep = bed.keep

    def kept(facts: Any) -> Any:
        return keep(
            fact.model_copy(update={"ends_spell": False})
            if isinstance(fact, Observed) and which(fact)
            else fact
            for fact in facts
        )

    bed.keep = kept  # type: ignore[method-assign]  # the break itself


BROKEN: dict[str, type[Round]] = {
    "a look counts as a visit": LooksCount,
    "a restart begins watches anew": ResetsWatches,
    "a clock set back makes a wait longer": WaitsLonger,
    "a press ends an alarm": EndsAtAPress,
    "an opened door counts": DoorCounts,
    "a talk counts": TalkCounts,
    "a badge counts": BadgeCounts,
    "a call counts": CallCounts,
    "whatever is recorded at a door counts": AnyRecordCounts,
    "a tap counts": AnyFullRecordCounts,
    "a set written down counts": ChartingCounts,
    "a visit next door counts": NextDoorToo,
    "a mode asks nothing": ModesAskNothing,
    "a looser plan reaches back": PlansReachBack,
    "an ending closes a spell": EndingCloses,
    "a beginning forgives": BeginningForgives,
    "whoever takes an alarm on has longer": TakenOnIsLater,
    "a spell shows late": ShowsLate,
    "the status says nothing of it": DoorsHearNothing,
    "a lost broker ends it": EndsOnDisconnection,
    "a visit that is told late does not count": LateVisitsDoNotCount,
    "a visit to an alarm that is quiet does not count": QuietVisitsDoNotCount,
}
