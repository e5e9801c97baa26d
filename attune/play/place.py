"""One room of a world: what people do there, what the room does, and what breaks in it."""

from collections.abc import Sequence

from attune.play.unit import Unit
from attune.play.world import World
from edge.events import (
    AskedAtDoor,
    BadgeSensed,
    CallSensed,
    DeedRecorded,
    DialSensed,
    FormCompleted,
    RadarLost,
    SetTaken,
)
from edge.mode_events import AtDoor
from firmware_sim.body import Place as At
from firmware_sim.body import Posture
from ward.deeds import Deed
from ward.happenings import Dial
from ward.observations import Awareness, BreathingSeen, Colour, Content, CouldEnd, Mood, Position
from ward.orders import Asked
from ward.review import Review
from ward.rooms import RoomId
from ward.units import Span, seconds

RADAR = "radar"
STAYS = seconds(30)
SEEN = Content(
    awareness=Awareness.AWAKE,
    breathing=BreathingSeen.EASY,
    colour=Colour.USUAL,
    position=Position.SITTING,
    mood=Mood.CALM,
    could_end=CouldEnd.NOT_YET,
)
UNFINISHED = Content(awareness=Awareness.ASLEEP)


class Place:
    """The hands of whoever plays: each act is felt by the node at once, if it has power."""

    def __init__(self, world: World, room: RoomId) -> None:
        self.world = world
        self.room = room
        self.unit: Unit = world.units[room]
        self.played = self.unit.world

    def _felt(self) -> None:
        self.unit.sense(self.world.now)
        self.world.settle()

    def _feed(self, *events: BadgeSensed | CallSensed | DialSensed | AskedAtDoor | AtDoor) -> None:
        for event in events:
            self.unit.feed(event, self.world.now)
        self.world.settle()

    # ---- at the door ---------------------------------------------------------------------------

    def comes(self) -> None:
        self.played.standing_there += 1
        self._felt()

    def goes(self) -> None:
        self.played.standing_there = max(0, self.played.standing_there - 1)
        self._felt()

    def stays(self, span: Span) -> None:
        """Somebody stands in front of the door for so long."""
        self.comes()
        self.world.later(span, self.goes)

    def badges(self, badge: str) -> None:
        self._feed(BadgeSensed(badge))

    def presses(self, event: AtDoor) -> None:
        """Something about a mode, on the door unit's own page."""
        self._feed(event)

    def records(self, content: Content = SEEN, review: Review | None = None) -> None:
        """Record what was seen, on the door unit's own page; as that review, if as one."""
        self.unit.feed(FormCompleted(content, review), self.world.now)
        self.world.settle()

    def writes_down(self, event: SetTaken) -> None:
        """A set that was measured, on the door unit's own page."""
        self.unit.feed(event, self.world.now)
        self.world.settle()

    def does(self, deed: Deed) -> None:
        """Record on the door unit's own page what is done with the person there."""
        self.unit.feed(DeedRecorded(deed), self.world.now)
        self.world.settle()

    def at_open_door(self, badge: str, deed: Deed, walks_to: At | None, stays: Span) -> None:
        """Come, show a badge, open the door, walk them out or in, record it, shut, lock, go."""
        self.comes()
        self.badges(badge)
        self.opens_door()
        self.world.later(stays, lambda: self.does(deed))
        if walks_to is not None:
            self.world.later(stays + seconds(2), lambda: self.walks_to(walks_to))
        for each in (self.shuts_door, self.locks, self.goes):
            self.world.later(stays + seconds(6), each)

    def visit(
        self, badge: str | None, *, stays: Span = STAYS, content: Content | None = SEEN
    ) -> None:
        """Come, show a badge, stay, record what is seen, go."""
        self.comes()
        if badge is not None:
            self.badges(badge)
        if content is not None:
            self.world.later(stays, lambda: self.records(content))
        self.world.later(stays, self.goes)

    def reviews(self, review: Review, badges: Sequence[str], stays: Span = STAYS) -> None:
        """Come together, show the badges one after the other, stay, record it as a review, go."""
        self.comes()
        for badge in badges:
            self.badges(badge)
        self.world.later(stays, lambda: self.records(review=review))
        self.world.later(stays, self.goes)

    def opens_door(self) -> None:
        self.played.locked, self.played.door_open = False, True
        self._felt()

    def shuts_door(self) -> None:
        self.played.door_open = False
        self.played.climate.bang()
        self._felt()

    def locks(self) -> None:
        self.played.locked, self.played.door_open = True, False
        self._felt()

    def unlocks(self) -> None:
        self.played.locked = False
        self._felt()

    def talks(self, span: Span) -> None:
        """Through the intercom at the door."""
        self.played.talking = True
        self.world.later(span, self._hangs_up)
        self._felt()

    def _hangs_up(self) -> None:
        self.played.talking = False
        self._felt()

    def turns(self, dial: Dial, steps: int) -> None:
        self._feed(DialSensed(dial, steps))

    def asks_at_door(self, asked: Asked) -> None:
        self._feed(AskedAtDoor(asked))

    # ---- inside --------------------------------------------------------------------------------

    def calls(self) -> None:
        """Over a broken line nobody hears it."""
        if not self.played.line_broken:
            self._feed(CallSensed())

    def line_fails(self, *, broken: bool = True) -> None:
        self.played.line_broken = broken
        self._befell(f"the call button's line is {'broken' if broken else 'mended'}")
        self._felt()

    def breathes(self, per_min: float, over_s: float = 1.0) -> None:
        self.played.body.breathe(per_min, over_s)

    def beats(self, per_min: float, over_s: float = 1.0) -> None:
        self.played.body.beat(per_min, over_s)

    def holds_breath(self, span: Span) -> None:
        before = self.played.body.breathing_per_min
        self.breathes(0)
        self.world.later(span, lambda: self.breathes(before))

    def moves(self, span: Span) -> None:
        self.played.body.move(span.total_seconds())

    def lies(self, posture: Posture) -> None:
        self.played.body.posture = posture

    def walks_to(self, place: At) -> None:
        """Across the floor; whoever leaves (``AWAY``) is gone once they are up."""
        self.played.body.go(place)
        self._felt()

    def second_person(self, *, there: bool) -> None:
        self.played.second_person = there
        self._felt()

    # ---- the air -------------------------------------------------------------------------------

    def is_degrees(self, celsius: float) -> None:
        self.played.climate.temperature_c = celsius

    def daylight(self, lux: float) -> None:
        self.played.daylight_lux = lux

    def noise(self, dba: float) -> None:
        self.played.noise_dba = dba

    def fan(self, *, runs: bool) -> None:
        self.played.radar.fan = runs

    # ---- what breaks ---------------------------------------------------------------------------

    def power_off(self) -> None:
        self.world.broker.vanished(self.unit.client, self.world.now)
        self.unit.stop()
        self._befell("the power is off")

    def power_on(self) -> None:
        if self.unit.node is None:
            self.unit.start(self.world.now)
        self._befell("the power is on")

    def cut_link(self) -> None:
        self.unit.client.cable = False
        self.world.broker.vanished(self.unit.client, self.world.now)
        self._befell("the link is cut")

    def mend_link(self) -> None:
        self.unit.client.cable = True
        self._befell("the link is mended")

    def clock_steps(self, by_s: float, *, knows: bool = True) -> None:
        """``knows``: the node goes on to believe its clock."""
        self.unit.clock.step(by_s, self.world.now)
        self.unit.clock.synced = knows
        self._befell(f"the clock steps {by_s:+g} s")

    def clock_drifts(self, gains_s_an_hour: float) -> None:
        self.unit.clock.drift(gains_s_an_hour, self.world.now)
        self._befell(f"the clock gains {gains_s_an_hour:+g} s an hour")

    def clock_right(self) -> None:
        self.unit.clock.right()
        self._befell("the clock is right")

    def wire_noise(self, span: Span) -> None:
        """Junk between the radar's bytes; a module of rates has no bytes to spoil."""
        self.unit.noisy = True
        self.world.later(span, self._wire_quiet)
        self._befell("the radar's wire is noisy")

    def _wire_quiet(self) -> None:
        self.unit.noisy = False

    def sensor_stuck(self, device: str) -> None:
        if device == RADAR:
            self.played.radar_stuck = True
        else:
            self.unit.chips.stuck.add(device)
        self._befell(f"the {device} is stuck")

    def sensor_lost(self, device: str) -> None:
        if device == RADAR:
            self.unit.radar_lost = True
            self.unit.feed(RadarLost("no answer"), self.world.now)
        else:
            for event in self.unit.chips.lose(device):
                self.unit.feed(event, self.world.now)
        self._befell(f"the {device} is lost")

    def sensor_mended(self, device: str) -> None:
        if device == RADAR:
            self.played.radar_stuck = self.unit.radar_lost = False
        else:
            for event in self.unit.chips.mend(device):
                self.unit.feed(event, self.world.now)
        self._befell(f"the {device} is mended")

    def disk_full(self, *, full: bool = True) -> None:
        self.unit.disk.full = full
        self._befell(f"the node's disk is {'full' if full else 'freed'}")

    def _befell(self, words: str) -> None:
        self.world.befell(self.room, words)
        self.world.settle()
