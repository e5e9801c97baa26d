"""Machines broken on purpose, one way each: a storm that lets them pass proves nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from attune.play.disk import NodeDisk
from attune.play.hub import PlayedHub, Turn
from attune.play.network import Weather
from attune.play.room import PlayedRoom
from attune.play.unit import Unit
from attune.play.world import Machines
from edge.charge import Charge
from edge.events import Arrived as ToNode
from edge.events import Event as NodeEvent
from edge.events import Follows, Send
from edge.memory import Memory
from edge.moment import Moment
from edge.node import Node
from edge.over_bed import OverBed
from edge.sense.reported import ReportedBedside
from hub import acts
from hub.effects import Effect, Keep
from hub.rooms.alarm_facts import AlarmEnded
from hub.rooms.facts import AnyFact, Happened
from hub.round import Round
from ward.announcements import Receipt
from ward.care import Authorisation
from ward.codec import TurnedAwayError, encode, parse
from ward.conditions import BLANK_SPELL
from ward.envelope import Standing, VitalBody
from ward.orders import Order
from ward.rooms import RoomId
from ward.units import Instant, seconds
from ward.vitals import Rate, Said


def hub_with(round_of: type[Round]) -> Machines:
    return Machines(hub=type("BrokenHub", (PlayedHub,), {"round_of": round_of}))


def node_with(node_of: type[Node]) -> Machines:
    return Machines(unit=type("BrokenUnit", (Unit,), {"node_of": node_of}))


# ---- nodes --------------------------------------------------------------------------------------


class ForgetfulDisk(NodeDisk):
    """An outbox that forgets on a power cut."""

    def wake(self) -> Memory:
        memory = super().wake()
        return Memory((), memory.kept)


class ForgetfulUnit(Unit):
    def __init__(self, world: PlayedRoom, readings_every_s: int, weather: Weather) -> None:
        super().__init__(world, readings_every_s, weather)
        self.disk = ForgetfulDisk()


class LettingGo(Node):
    """What was sent is taken to have arrived: nobody waits for the hub's receipt."""

    def feed(self, event: NodeEvent, now: Moment) -> tuple[Follows, ...]:
        said = super().feed(event, now)
        if self._post.next_n > 1:
            receipt = Receipt(room=self.room, boot=self._boot, through=self._post.next_n - 1)
            self._post.receive(receipt, now)
        return said


class NewestFirst(Node):
    """What it has to say together it says in the wrong order."""

    def feed(self, event: NodeEvent, now: Moment) -> tuple[Follows, ...]:
        said = super().feed(event, now)
        sends = [each for each in said if isinstance(each, Send)]
        return (*(each for each in said if not isinstance(each, Send)), *reversed(sends))


class ObeysTwice(Node):
    """An order that comes again is done again."""

    def feed(self, event: NodeEvent, now: Moment) -> tuple[Follows, ...]:
        self._controls._gate._seen.clear()
        return super().feed(event, now)


class ObeysAnyBoot(Node):
    """An order for the node before it restarted, or one that came too late, is done."""

    def feed(self, event: NodeEvent, now: Moment) -> tuple[Follows, ...]:
        if isinstance(event, ToNode) and event.topic.endswith("/order"):
            event = replace(event, payload=_always_good(event.payload, self._boot))
        return super().feed(event, now)


def _always_good(payload: bytes, boot: str) -> bytes:
    try:
        order = parse(Order, payload)
    except TurnedAwayError:
        return payload
    later = order.expires_at + seconds(3600)
    return encode(order.model_copy(update={"boot": boot, "expires_at": later}))


# ---- hubs ---------------------------------------------------------------------------------------


class ReceiptsFirst(PlayedHub):
    """A receipt is said before the commit."""

    def _finish(self, turn: Turn, now: Instant) -> None:
        early = [said for said in turn.publishes if isinstance(said.message, Receipt)]
        turn.publishes = [said for said in turn.publishes if said not in early]
        self._tell(early, now)
        super()._finish(turn, now)


class ForgetsNumbers(Round):
    """A doorkeeper that forgets, when it starts, which numbers are stored."""

    def resume(self, taken: Iterable[Any]) -> None:
        return None


class TakesAgain(Round):
    """Whatever comes twice is news."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for tally in self.doorkeeper.tallies.values():
            tally.holds = lambda *_: False  # type: ignore[method-assign]  # the break itself


class ResetsWatches(Round):
    """A restart begins every watch anew."""

    def replay(self, facts: Iterable[AnyFact]) -> None:
        super().replay(facts)
        for bed in self._beds.values():
            if watch := bed.state.watch:
                fresh = replace(
                    watch,
                    since=self._started,
                    limits=tuple(replace(each, from_at=self._started) for each in watch.limits),
                )
                bed.state = replace(bed.state, watch=fresh)


class ForgetsAlarms(Round):
    """A restart forgets what was showing."""

    def replay(self, facts: Iterable[AnyFact]) -> None:
        super().replay(facts)
        for bed in self._beds.values():
            bed.state = replace(bed.state, alarms=())


class SilenceEnds(Round):
    """An alarm of a blank spell is over once its room is silent."""

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        ended: list[Effect] = []
        for room, bed in self._beds.items():
            alarm = bed.state.showing(BLANK_SPELL.name)
            if alarm and bed.state.heard_at and now - bed.state.heard_at > seconds(11):
                over = AlarmEnded(room=room, at=now, id=alarm.id, condition=alarm.condition)
                ended += bed.keep((over,))
        return (*ended, *super().tick(now))


class NeverSilent(Round):
    """A room is taken to be heard as long as nobody says otherwise."""

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        for bed in self._beds.values():
            bed.state = replace(bed.state, heard_at=now)
        return super().tick(now)


class LooksCount(Round):
    """A look at the camera is as good as a visit."""

    def feed(self, event: acts.Event, now: Instant) -> tuple[Effect, ...]:
        effects = super().feed(event, now)
        event = event.act if isinstance(event, acts.On) else event
        if isinstance(event, acts.Look) and (state := self.state(event.room)).watch:
            bed = self._beds[event.room]
            bed.state = replace(state, watch=state.watch.seen(now, now))
        return effects


class WaitsLonger(Round):
    """A hub's clock that is set back makes whoever waits wait as much longer."""

    def _notice(self, now: Instant) -> None:
        super()._notice(now)
        for bed in self._beds.values():
            bed._unkept = ()


class MixesRooms(Round):
    """What one room tells, now and then another is told of too."""

    def feed(self, event: acts.Event, now: Instant) -> tuple[Effect, ...]:
        effects = super().feed(event, now)
        also = [
            Keep(effect.fact.model_copy(update={"room": self._next(effect.fact.room)}))
            for effect in effects
            if isinstance(effect, Keep) and isinstance(effect.fact, Happened)
        ]
        for keep in also:
            if isinstance(keep.fact, Happened):
                self._beds[keep.fact.room].replay(keep.fact)
        return (*also, *effects)

    def _next(self, room: RoomId) -> RoomId:
        return self.rooms[(self.rooms.index(room) + 1) % len(self.rooms)]


class HeardUnasked(OverBed):
    """A bed that is listened to whether or not anybody allowed it."""

    def vitals(self, charge: Charge, now: Moment, standing: Standing) -> tuple[VitalBody, ...]:
        del charge, standing
        until = now.at + seconds(3600)
        given = Authorisation(by="nobody", why="nobody said so", until=until)
        return self._bedside.vitals(given, replace(now, synced=True))


class MeasuresUnasked(Node):
    """A node that measures whether or not anybody allowed it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._bed = HeardUnasked(self._bed._bedside, self._bed.radar, "0.1.0")


class GoesOn(ReportedBedside):
    """What was once a rate is said for ever."""

    def _said(self, authorisation: Authorisation | None, now: Moment) -> Said:
        said = super()._said(authorisation, now)
        if isinstance(said, Rate):
            self._last_rate = said
        return getattr(self, "_last_rate", said)


class GoesOnUnit(Unit):
    def __init__(self, world: PlayedRoom, readings_every_s: int, weather: Weather) -> None:
        super().__init__(world, readings_every_s, weather)
        world.radar.bedside = GoesOn  # type: ignore[method-assign]


class DropsFacts(PlayedHub):
    """The disk keeps all but the last of what it was given."""

    def _finish(self, turn: Turn, now: Instant) -> None:
        if len(turn.commit.facts) > 1:
            turn.commit.facts.pop()
        super()._finish(turn, now)


class DatedNow(Round):
    """Whatever comes is taken to have been so at this moment."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        keeper = self.doorkeeper
        admit: Callable[..., Any] = keeper.admit

        def now_(topic: str, payload: bytes, retained: bool, now: Instant) -> Any:
            said = admit(topic, payload, retained, now)
            return replace(said, observed_at=now) if hasattr(said, "observed_at") else said

        keeper.admit = now_  # type: ignore[method-assign]


BROKEN: dict[str, Machines] = {
    "an outbox that forgets on a power cut": Machines(unit=ForgetfulUnit),
    "a node that waits for no receipt": node_with(LettingGo),
    "a node that tells the newest first": node_with(NewestFirst),
    "a node that obeys twice": node_with(ObeysTwice),
    "a node that obeys what was for another boot, or late": node_with(ObeysAnyBoot),
    "a receipt before the commit": Machines(hub=ReceiptsFirst),
    "a doorkeeper that forgets numbers": hub_with(ForgetsNumbers),
    "an observation taken again as new": hub_with(TakesAgain),
    "a restart that begins watches anew": hub_with(ResetsWatches),
    "a restart that forgets alarms": hub_with(ForgetsAlarms),
    "an alarm that silence ends": hub_with(SilenceEnds),
    "silence that does not show": hub_with(NeverSilent),
    "a look that counts as a visit": hub_with(LooksCount),
    "a clock set back that makes a wait longer": hub_with(WaitsLonger),
    "rooms that mix": hub_with(MixesRooms),
    "a node that measures unasked": node_with(MeasuresUnasked),
    "a rate that goes on over nobody": Machines(unit=GoesOnUnit),
    "a disk that loses facts": Machines(hub=DropsFacts),
    "whatever comes is dated now": hub_with(DatedNow),
}
