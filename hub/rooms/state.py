"""The state of one room: a value, replaced and never changed; what is written, what is heard."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hub.deterioration.course import NOTHING_HEARD, Course
from hub.deterioration.usual import Blocks
from hub.rooms.alarm import Alarm
from hub.rooms.calls import Line
from hub.rooms.cover import Cover
from hub.rooms.facts import RoomFact
from hub.rooms.pauses import Pause
from hub.rooms.privacy_state import Theirs
from hub.rooms.scores import Scores
from hub.rooms.seeing import Sight, Sighted
from hub.rooms.standing import NEVER_TOLD, StandingSince, Told
from hub.rooms.strayed import Strayed
from hub.rooms.suited import Suits
from hub.rooms.talks import NO_TALKS, Talks
from hub.rooms.upkeep import UNLOOKED, Upkeep
from hub.rooms.values import (
    NO_READINGS,
    NO_VITALS,
    Episode,
    Former,
    Heard,
    Journey,
    Latest,
    Look,
    Sensor,
    Visit,
)
from hub.rooms.watch import Watch
from hub.staff.rota import Rota
from ward.care import Care
from ward.commissioning import Commissioning, Spot, Walked
from ward.conditions import NODE_SILENT, OF_RATES
from ward.envelope import HealthBody
from ward.modes import Mode, ModeKind
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.schedules import Schedules
from ward.units import Instant
from ward.vitals import Vital

RECENT_MOST = 80  # facts kept for the timeline of a room
ORDERS_MOST = 12


@dataclass(frozen=True)
class Written:
    """What is written down of one room: nothing but its facts, one after another, changes it.

    Whoever adds up the same facts has the same of it, to the byte: see ``hub.rooms.snapshot``.
    ``call_at`` is the first press of a call that stands, ``pressed_at`` the newest of any.
    ``came`` is the latest word that somebody came, or spoke: whatever press has a lower number was
    answered by it. ``stopped_at`` is when breathing was last seen to stop, whether or not it came
    back; ``past_stop`` is a spell told only afterwards, of which the end has yet to be told.
    ``pauses`` are those of the last hour; since ``slow_since`` breathing is under a mode's line.
    ``suits`` is what suits the person who was last confined here.
    ``commissioning`` is of the room and its radar, and outlasts whoever is confined there;
    ``privacies`` are of those who were, and wait for them. ``upkeep`` is of the building alone:
    no rule of the watch reads it, and its facts are not among the ``recent``.
    """

    room: RoomId
    episode: Episode | None = None
    watch: Watch | None = None
    formers: tuple[Former, ...] = ()
    visit: Visit | None = None
    seen: Visit | None = None
    looks: tuple[Look, ...] = ()
    looks_count: int = 0
    standing: StandingSince = field(default_factory=StandingSince)
    cover: Cover = field(default_factory=Cover)
    call_at: Instant | None = None
    pressed_at: Instant | None = None
    presses: tuple[Instant, ...] = ()
    line: Line | None = None
    talks: Talks = NO_TALKS
    sight: Sight = field(default_factory=Sight)
    came: Told | None = None
    not_breathing_since: Instant | None = None
    stopped_at: Instant | None = None
    past_stop: Instant | None = None
    usual: Blocks = ()
    strayed: tuple[Strayed, ...] = ()
    pauses: tuple[Pause, ...] = ()
    slow_since: Instant | None = None
    orders: tuple[Journey, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    suits: Suits | None = None
    scores: Scores = field(default_factory=Scores)
    care: Care | None = None
    commissioning: Commissioning | None = None
    privacies: tuple[Theirs, ...] = ()
    upkeep: Upkeep = UNLOOKED
    recent: tuple[RoomFact, ...] = ()

    def call_after(self, at: Instant) -> Instant | None:
        """The call that stands once somebody came, or spoke, at that moment.

        A press after it is not answered by it, however late an older press is told.
        """
        if self.call_at is None or self.call_at > at:
            return self.call_at
        return self.pressed_at if self.pressed_at and self.pressed_at > at else None

    def known_as(self, by: str) -> str:
        """A member of staff's initials where the room's care knows them, else what was written."""
        staff = self.care.staff if self.care else ()
        return next((one.initials for one in staff if one.ref == by), by)

    def authorised(self, now: Instant) -> bool:
        """Whether vital signs may be measured and shown now."""
        given = self.episode.authorisation if self.episode else None
        return given is not None and now < given.until

    def may_measure(self, vital: Vital, now: Instant) -> bool:
        """Whether this one may: an authorisation is of breathing, of pulse, or of both."""
        given = self.episode.authorisation if self.episode else None
        return given is not None and now < given.until and given.covers(vital)

    def was_authorised(self, vital: Vital, at: Instant) -> bool:
        """Whether it is known that this one might be measured at that moment of the past."""
        since = self.episode.authorised_at if self.episode else None
        return since is not None and since <= at and self.may_measure(vital, at)

    @property
    def modes(self) -> tuple[Mode, ...]:
        """What the person confined is watched after more closely."""
        return self.episode.modes if self.episode else ()

    def closely(self, at: Instant) -> bool:
        """Whether a mode asked for more of whoever was at the door at that moment."""
        return any(mode.began_at <= at for mode in self.modes)

    def mode(self, kind: ModeKind) -> Mode | None:
        return next((one for one in self.modes if one.kind is kind), None)

    @property
    def blind_spots(self) -> tuple[Spot, ...] | None:
        """Where somebody inside cannot be seen; ``None`` where nobody has walked, so anywhere."""
        return self.commissioning.walked.blind if self.commissioning else None

    def said(self, now: Instant) -> tuple[Alarm, ...]:
        """The alarms, in words that may be said now: no number of whom nobody may measure."""
        return tuple(
            one if self.may_say(one.condition, one.runs_since, now) else one.wordless(OF_RATES)
            for one in self.alarms
        )

    def may_say(self, condition: str, at: Instant, now: Instant) -> bool:
        """Whether the words in which such an alarm began, or was there again, may be said now."""
        return condition not in OF_RATES or self.may_tell(at, now)

    def may_tell(self, at: Instant, now: Instant) -> bool:
        """Whether a number that was measured then may be said now.

        Of whoever is there now, and only of what may be measured, and might be at that moment.
        """
        since = self.episode.scope_since if self.episode else None
        return since is not None and since <= at and self.authorised(now)

    def alarm(self, id_: str) -> Alarm | None:
        """The alarm of this name, if it is showing."""
        return next((alarm for alarm in self.alarms if alarm.id == id_), None)

    def showing(self, condition: str) -> Alarm | None:
        """The alarm of this condition that is showing, if one is."""
        for alarm in self.alarms:
            if alarm.condition == condition:
                return alarm
        return None


@dataclass(frozen=True)
class RoomState(Written):
    """Everything the rules may know of one room, and nothing of the room next door.

    What is written, and what is only heard since this hub began to listen at ``since``: before
    that, silence proves nothing. A restart forgets what is heard, so no fact may follow from it
    that replay would have to work out again. ``rota`` is what the site's says of this room,
    and ``has_cctv`` whether a camera looks into it; days of the calendar are by ``zone``.
    After ``second_after_s`` a second person is fetched to a call here; by ``schedules`` somebody
    must come in a mode, where they are not the shipped ones. ``sighted`` is when the
    radar last saw somebody. ``vouched`` is by which message a node's health last confirmed each
    thing that stands as was known already. ``clock_right`` is of the node's, with its health.
    ``caught_up`` once its node owes nothing unheard.
    """

    since: Instant = field(kw_only=True)
    rota: Rota = field(default_factory=Rota)
    second_after_s: float = 60.0
    schedules: Schedules = ()
    has_cctv: bool = False
    zone: str = "UTC"
    readings: Mapping[Sensor, Latest] = field(default_factory=lambda: NO_READINGS)
    vitals: Mapping[Vital, Heard] = field(default_factory=lambda: NO_VITALS)
    sighted: Sighted | None = None
    course: Course = NOTHING_HEARD
    boot: str | None = None
    heard_at: Instant | None = None
    linked: bool | None = None
    health: HealthBody | None = None
    health_at: Instant | None = None
    clock_right: bool | None = None
    vouched: Mapping[str, Told] = field(default_factory=lambda: NEVER_TOLD)
    caught_up: bool = False

    def hears(
        self,
        now: Instant,
        boot: str,
        *,
        readings: Mapping[Sensor, Latest] | None = None,
        vitals: Mapping[Vital, Heard] | None = None,
        sighted: Sighted | None = None,
        course: Course | None = None,
    ) -> "RoomState":
        """The same, heard now. What ``replace`` does, for every message and ten times as fast."""
        room = object.__new__(RoomState)
        known = room.__dict__
        known.update(self.__dict__)
        known.update(heard_at=now, boot=boot, linked=True)
        if readings is not None:
            known["readings"] = readings
        if vitals is not None:
            known["vitals"] = vitals
        if sighted is not None:
            known["sighted"] = sighted
        if course is not None:
            known["course"] = course
        return room

    @property
    def shows_numbers(self) -> bool:
        """Whether rates may be shown: signed for, and of the radar that the room has now."""
        radar = self.health.radar if self.health else None
        return self.commissioning is not None and self.commissioning.holds_of(radar)

    @property
    def walked(self) -> Walked | None:
        """A walk that waits for somebody to sign it."""
        walk = self.health.walk if self.health else None
        return walk.walked if walk else None

    def heard_by(self, now: Instant) -> "RoomState":
        """The same after the hub's clock was set back to now.

        Silence counts from now, but whoever is silent already stays so until heard; and what was
        measured at moments yet to come is forgotten: it would pass for new.
        """
        silent = self.heard_at is None or self.showing(NODE_SILENT.name) is not None
        return replace(
            self,
            since=min(self.since, now),
            heard_at=None if silent else min(self.heard_at or now, now),
            health_at=min(self.health_at, now) if self.health_at else None,
            readings=NO_READINGS,
            vitals=NO_VITALS,
            course=NOTHING_HEARD,
            sighted=self.sighted and replace(self.sighted, at=min(self.sighted.at, now)),
        )

    def is_late(self, what: str, boot: str, n: int, sent_boot: str | None = None) -> bool:
        """Whether a word as late as this number has told that thing already.

        Whatever a boot says of one before it is older than all that it says of itself.
        """
        return any(
            last is not None and (n <= last[1] if last[0] == boot else last[0] == sent_boot)
            for last in (self.standing.told.get(what), self.vouched.get(what))
        )

    def reading(self, quantity: Quantity) -> Latest | None:
        """The best sensor's newest word on a quantity; the sht4x before any other."""
        found = [latest for (what, _), latest in self.readings.items() if what is quantity]
        return min(found, key=lambda latest: latest.reading.sensor != "sht4x", default=None)
