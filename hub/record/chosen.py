"""Which entries belong to a record: an episode and what was told late, or a room's time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from hub.record import provenance
from hub.rooms.alarm_facts import AlarmAgain, AlarmBegan, Passed
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact, CareIssued, Happened, Observed, Stood
from hub.staff.facts import RotaSet, StaffLeft, StaffSet
from ward.rooms import RoomId
from ward.units import Instant

Numbered = tuple[int, AnyFact]
BY_NODES = (Happened, Observed, Passed, Stood)  # what a cut-off node tells when it is back
OF_SITE = (RotaSet, StaffSet, StaffLeft)  # who had which duty is part of any room's record


@dataclass(frozen=True, slots=True)
class Episode:
    """One confinement as the journal has it. ``ended_at`` of ``None``: it is running still."""

    id: str
    room: RoomId
    began_at: Instant
    began: int
    person: str
    initials: str
    watch_since: Instant
    ended_at: Instant | None = None
    ended: int | None = None
    unseen: bool = False
    moved_to: RoomId | None = None
    came_from: RoomId | None = None


def episodes(facts: Iterable[Numbered]) -> tuple[Episode, ...]:
    """All that there are, in the order in which they began.

    One that was moved stands there once for each room; for the first of them again, where it came
    back: whoever was in there meanwhile is none of its.
    """
    found: list[Episode] = []
    begun: dict[str, int] = {}
    for number, fact in facts:
        if isinstance(fact, EpisodeBegan):
            begun[fact.id] = begun.get(fact.id, 0) + (fact.came_from is None)
            leg = Episode(
                id=_told_apart(fact.id, begun[fact.id]),
                room=fact.room,
                began_at=fact.at,
                began=number,
                person=fact.person.ref,
                initials=fact.person.initials,
                watch_since=fact.watch_since,
                came_from=fact.came_from.room if fact.came_from else None,
            )
            found.append(leg)
        elif isinstance(fact, EpisodeEnded):
            _end(found, number, fact, _told_apart(fact.id, begun.get(fact.id, 0)))
    return tuple(found)


def _told_apart(id_: str, times: int) -> str:
    """Journals of before hold some of one id: begun, ended and begun again within a second."""
    return id_ if times <= 1 else f"{id_}#{times}"


def _end(found: list[Episode], number: int, fact: EpisodeEnded, id_: str) -> None:
    """The newest of that name in that room has ended."""
    for place, one in reversed(tuple(enumerate(found))):
        if (one.id, one.room) == (id_, fact.room):
            found[place] = replace(
                one, ended_at=fact.at, ended=number, unseen=fact.unseen, moved_to=fact.moved_to
            )
            return


class Chosen:
    """Fed every fact in order, it says whether that one belongs to the record."""

    def takes(self, number: int, fact: AnyFact) -> bool:
        raise NotImplementedError

    def spans(self, number: int, at: Instant) -> bool:
        """Whether an entry lies in it of which nobody can say what it is."""
        raise NotImplementedError


@dataclass
class OfEpisode(Chosen):
    """From when nobody had come to the person, to what was told of it after its end.

    An alarm that began in it belongs to it to its own end; so does what was told late, and, where
    the episode ended unseen, everything until somebody was seen to come.
    """

    episode: Episode
    _alarms: set[str] = field(default_factory=set)
    _unseen: bool = False
    _others: bool = False

    def takes(self, number: int, fact: AnyFact) -> bool:
        one = self.episode
        if not isinstance(fact, Fact):
            return isinstance(fact, OF_SITE) and self._meanwhile(number)
        if fact.room != one.room:
            return False
        if isinstance(fact, CareIssued) and one.ended is not None and number > one.ended:
            return False  # the next person's, or the room's
        if number < one.began:
            return self._before(fact)
        if isinstance(fact, AlarmBegan | AlarmAgain) and self._meanwhile(number):
            self._alarms.add(fact.id)
        return self._meanwhile(number) or self._afterwards(fact)

    def spans(self, number: int, _at: Instant) -> bool:
        return self._meanwhile(number)

    def _before(self, fact: Fact) -> bool:
        """What was so while nobody had come to them, and nobody else was confined in there.

        Of whoever was moved here, nothing: until then they were in another room.
        """
        one = self.episode
        if isinstance(fact, EpisodeBegan):
            self._others = fact.person.ref != one.person
        unwatched = provenance.of(fact).happened_at >= one.watch_since
        taken = unwatched and not self._others and one.came_from is None
        if isinstance(fact, EpisodeEnded):
            self._others = False
        return taken

    def _meanwhile(self, number: int) -> bool:
        one = self.episode
        inside = number >= one.began and (one.ended is None or number <= one.ended)
        if inside and number == one.ended:
            self._unseen = one.unseen
        return inside

    def _afterwards(self, fact: Fact) -> bool:
        """What was written after the end, and is still of it."""
        if isinstance(fact, EpisodeBegan):
            self._unseen = False
            return False
        ended_at = self.episode.ended_at
        late = (
            ended_at is not None
            and isinstance(fact, BY_NODES)
            and provenance.of(fact).happened_at <= ended_at
        )
        of_its_alarms = bool({getattr(fact, "id", None), *getattr(fact, "ids", ())} & self._alarms)
        taken = late or of_its_alarms or self._unseen
        if isinstance(fact, Observed) and fact.ends_spell:
            self._unseen = False
        return taken


@dataclass(frozen=True)
class OfRoom(Chosen):
    """What was written of a room from then until then, or happened then and was told later."""

    room: RoomId
    since: Instant
    until: Instant

    def takes(self, _number: int, fact: AnyFact) -> bool:
        written = self.since <= fact.at < self.until
        if not isinstance(fact, Fact):
            return isinstance(fact, OF_SITE) and written
        happened = self.since <= provenance.of(fact).happened_at < self.until
        return fact.room == self.room and (written or happened)

    def spans(self, _number: int, at: Instant) -> bool:
        return self.since <= at < self.until


@dataclass
class OfLegs(Chosen):
    """One episode over all its rooms: what belongs to any leg of it belongs to the whole."""

    legs: tuple[OfEpisode, ...]

    def takes(self, number: int, fact: AnyFact) -> bool:
        taken = tuple(leg.takes(number, fact) for leg in self.legs)  # each must hear of all
        return any(taken)

    def spans(self, number: int, at: Instant) -> bool:
        return any(leg.spans(number, at) for leg in self.legs)


def whole(legs: Sequence[Episode]) -> Episode:
    """One that was moved, as one: from its first room's beginning to its last room's end."""
    first, last = legs[0], legs[-1]
    return replace(
        first, ended_at=last.ended_at, ended=last.ended, unseen=last.unseen, moved_to=last.moved_to
    )
