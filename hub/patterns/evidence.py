"""What is gathered from the facts of all rooms, before anybody looks for a pattern in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hub.alarms.load import Counting, Occurrence
from hub.journal.sealed import ERASED
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded
from hub.rooms.facts import AnyFact, CareIssued, Happened, LookedRemotely, Observed
from hub.staff.facts import StaffSet
from ward.care import Staff
from ward.happenings import BadgeShown, Place, PresenceMoved
from ward.rooms import RoomId
from ward.units import Instant, seconds

AT_DOOR = "recorded at the door"
# Beside what tells of alarms and of whoever came, patterns are told by these kinds of facts.
ALSO = frozenset({"looked remotely", "episode began", "episode ended", "staff set"})


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody wrote. ``said_at`` is the time that it tells of, ``is_said`` if by a person."""

    room: RoomId
    by: str
    how: str
    said_at: Instant
    is_said: bool
    written_at: Instant
    text: str
    ends_spell: bool = False
    grade: str = ""  # of an observation; nothing for what is none


@dataclass(frozen=True, slots=True)
class Shown:
    """A badge at a door."""

    room: RoomId
    badge: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody with a badge in front of a door, by the presence sensor and not by the tap."""

    room: RoomId
    badge: str
    came_at: Instant
    stayed_s: float
    recorded: bool = False
    grade: str = ""  # of the observation, where it was recorded


@dataclass(frozen=True, slots=True)
class Turn:
    """A confinement began in a room, or ended."""

    room: RoomId
    at: Instant
    began: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of it, oldest first, and who is who."""

    since: Instant
    until: Instant
    entered: tuple[Entered, ...] = ()
    shown: tuple[Shown, ...] = ()
    stays: tuple[Stay, ...] = ()
    turns: tuple[Turn, ...] = ()
    alarms: tuple[Occurrence, ...] = ()
    staff: tuple[Staff, ...] = ()

    @property
    def wards(self) -> tuple[str, ...]:
        """Of which there is anything at all."""
        rooms = {one.room for one in self.entered} | {one.room for one in self.shown}
        rooms |= {one.room for one in self.alarms} | {one.room for one in self.turns}
        return tuple(sorted({room.ward for room in rooms}))

    def name(self, by: str) -> str:
        """Initials for a reference; whatever was written, for whoever is not known."""
        return next((one.initials for one in self.staff if one.ref == by), by)

    def holder(self, badge: str) -> str:
        """Whose badge it is."""
        held = (one.initials for one in self.staff if one.badge == badge)
        return next(held, f"a badge not known here (…{badge[-4:]})")

    def of(self, ward: str | None) -> "Evidence":
        """What of it is of this ward; of all, for ``None``."""
        if ward is None:
            return self
        return replace(
            self,
            entered=tuple(one for one in self.entered if one.room.ward == ward),
            shown=tuple(one for one in self.shown if one.room.ward == ward),
            stays=tuple(one for one in self.stays if one.room.ward == ward),
            turns=tuple(one for one in self.turns if one.room.ward == ward),
            alarms=tuple(one for one in self.alarms if one.room.ward == ward),
        )


@dataclass
class Gathering:
    """Fed fact after fact, oldest first: also those from before, which say who is who.

    A word nobody knows the time of is no evidence, and an erased one no text.
    """

    since: Instant
    until: Instant
    _counting: Counting = field(init=False)
    _staff: dict[str, Staff] = field(default_factory=dict)
    _entered: list[Entered] = field(default_factory=list)
    _shown: list[Shown] = field(default_factory=list)
    _stays: list[Stay] = field(default_factory=list)
    _turns: list[Turn] = field(default_factory=list)
    _came: dict[RoomId, Instant] = field(default_factory=dict)
    _badge: dict[RoomId, Shown] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._counting = Counting(self.since, self.until)

    def feed(self, fact: AnyFact) -> None:
        self._counting.feed(fact)
        match fact:
            case CareIssued():
                self._staff |= {one.ref: one for one in fact.care.staff}
            case StaffSet():
                self._staff[fact.staff.ref] = fact.staff
            case EpisodeBegan() | EpisodeEnded() if self._within(fact.at):
                self._turns.append(Turn(fact.room, fact.at, isinstance(fact, EpisodeBegan)))
            case LookedRemotely() if self._within(fact.at):
                self._looked(fact)
            case Observed() if not fact.untimed and self._within(fact.observed_at):
                self._observed(fact)
            case Happened() if not fact.untimed and self._within(fact.observed_at):
                self._happened(fact)

    def gathered(self) -> Evidence:
        return Evidence(
            since=self.since,
            until=self.until,
            entered=tuple(self._entered),
            shown=tuple(sorted(self._shown, key=lambda one: one.at)),
            stays=tuple(self._stays),
            turns=tuple(self._turns),
            alarms=self._counting.found,
            staff=tuple(self._staff.values()),
        )

    def _within(self, at: Instant) -> bool:
        return self.since <= at < self.until

    def _looked(self, fact: LookedRemotely) -> None:
        said_at = fact.said_to_be_at or fact.at
        is_said = fact.said_to_be_at is not None
        text = _text(fact.words)
        self._entered.append(
            Entered(fact.room, fact.by, fact.how.value, said_at, is_said, fact.at, text)
        )

    def _observed(self, fact: Observed) -> None:
        evidence, at = fact.observation.evidence, fact.observed_at
        by = evidence.by or ""
        text = _text(fact.observation.content.said)
        self._entered.append(
            Entered(fact.room, by, AT_DOOR, at, False, fact.at, text, fact.ends_spell, fact.grade)
        )
        if evidence.badge:
            came_at = at - seconds(evidence.stayed_s)
            self._stays.append(
                Stay(fact.room, evidence.badge, came_at, evidence.stayed_s, True, fact.grade)
            )

    def _happened(self, fact: Happened) -> None:
        room, at = fact.room, fact.observed_at
        match fact.happening:
            case BadgeShown(badge=badge):
                self._badge[room] = Shown(room, badge, at)
                self._shown.append(self._badge[room])
            case PresenceMoved(place=Place.DOORSIDE, is_there=True):
                self._came[room] = at
            case PresenceMoved(place=Place.DOORSIDE, is_there=False):
                self._left(room, at)

    def _left(self, room: RoomId, at: Instant) -> None:
        """Whoever left had a badge if one was shown since they came; else it could be anybody."""
        came_at, badge = self._came.pop(room, None), self._badge.get(room)
        if came_at is not None and badge is not None and came_at <= badge.at <= at:
            self._stays.append(Stay(room, badge.badge, came_at, (at - came_at).total_seconds()))


def gathered(facts: Iterable[AnyFact], since: Instant, until: Instant) -> Evidence:
    """Of all these facts, which are to be oldest first."""
    gathering = Gathering(since, until)
    for fact in facts:
        gathering.feed(fact)
    return gathering.gathered()


def _text(words: str) -> str:
    """As it is compared: small letters, single spaces. Of whoever is erased there is none."""
    return "" if words == ERASED else " ".join(words.casefold().split()).rstrip(".")
