"""What the journal tells of a room that sensors do not: who lived there, calls, tests and walks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from hub.rooms.alarm_facts import AlarmAgain, AlarmBegan, AlarmEnded, AlarmOver
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact, CareIssued, Happened
from hub.rooms.order_facts import OrderAsked, OrderReached, Progress
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.radar_facts import Commissioned, CommissioningEnded
from ward.conditions import INSIDE_UNSEEN, NODE_SILENT
from ward.happenings import (
    BadgeShown,
    CallPressed,
    DoorMoved,
    LineTested,
    LineWord,
    Place,
    PresenceMoved,
    RoomSet,
    TalkMoved,
)
from ward.orders import LuxAsked
from ward.profile import Profile
from ward.rank import Rank, Thing
from ward.rooms import RoomId
from ward.units import Instant

Between = tuple[float, float]
OF_PROFILE = frozenset({Rank.PROFILE, Rank.DEFAULT})
KEPT_ALARMS = frozenset({INSIDE_UNSEEN.name, NODE_SILENT.name})


@dataclass(frozen=True, slots=True)
class LampAsked:
    """A lamp was told to give so many lux, and the node did."""

    at: float
    lamp: str
    lux: float


@dataclass
class Told:
    """Of one room, times in seconds since 1970.

    ``profiles`` is since when whose profile was signed: ``None``, nobody's. ``led`` is when a thing
    of the room began to follow another word than the profile's, or ended doing so. ``wishes`` is
    when anything was asked of the room, ``inside`` when somebody was sensed there, or no longer.
    """

    heard: bool = False
    stays: list[Between] = field(default_factory=list)
    profiles: list[tuple[float, Profile | None]] = field(default_factory=list)
    lines: list[tuple[float, LineWord, str]] = field(default_factory=list)
    presses: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    walks: list[tuple[float, bool]] = field(default_factory=list)
    led: list[tuple[float, Thing, bool]] = field(default_factory=list)
    lamps: list[LampAsked] = field(default_factory=list)
    wishes: list[float] = field(default_factory=list)
    inside: list[tuple[float, Place, bool]] = field(default_factory=list)
    alarms: dict[str, list[Between]] = field(default_factory=lambda: defaultdict(list))

    def is_sensed(self, since: float, until: float) -> bool:
        """Whether anybody was sensed in there at any time between these."""
        stands: dict[Place, bool] = {}
        for at, place, is_there in sorted(self.inside, key=lambda one: one[0]):
            if at >= until:
                break
            if at >= since and is_there:
                return True
            stands[place] = is_there
        return any(stands.values())

    def by_another_word(self, things: frozenset[Thing]) -> list[Between]:
        """When the room followed the person's own choice, or staff, and not the profile."""
        spans, began = [], dict[Thing, float]()
        for at, thing, by_profile in sorted(self.led, key=lambda one: one[0]):
            if thing not in things:
                continue
            if by_profile and thing in began:
                spans.append((began.pop(thing), at))
            elif not by_profile:
                began.setdefault(thing, at)
        return [*spans, *((at, inf) for at in began.values())]


class Telling:
    """Gathers from facts, as the journal has them; ``of`` is what each room came to."""

    def __init__(self) -> None:
        self._rooms: dict[RoomId, Told] = defaultdict(Told)
        self._badges: dict[RoomId, set[str]] = defaultdict(set)
        self._orders: dict[str, LampAsked] = {}
        self._open: dict[tuple[RoomId, str], float] = {}

    def of(self) -> Mapping[RoomId, Told]:
        """Everything that was told; what is open still lasts."""
        for (room, condition), began in self._open.items():
            self._rooms[room].alarms[condition].append((began, inf))
        self._open.clear()
        return self._rooms

    def feed(self, fact: AnyFact) -> None:
        if not isinstance(fact, Fact):
            return
        told, at = self._rooms[fact.room], fact.at.timestamp()
        match fact:
            case Happened():
                self._happened(told, fact)
            case EpisodeBegan() | EpisodeEnded() | ProfileSigned():
                _lived(told, fact, at)
            case Commissioned() | CommissioningEnded():
                told.walks.append((at, isinstance(fact, Commissioned)))
            case CareIssued(care=care):
                self._badges[fact.room] |= {one.badge for one in care.staff}
            case OrderAsked() | OrderReached():
                self._ordered(told, fact)
            case AlarmBegan() | AlarmAgain() | AlarmEnded() | AlarmOver():
                self._alarmed(told, fact)

    def _happened(self, told: Told, fact: Happened) -> None:
        """Of what nobody knows the time of, nothing is reckoned."""
        told.heard = True
        at = fact.observed_at.timestamp()
        if fact.untimed:
            return
        match fact.happening:
            case LineTested(word=word, words=words):
                told.lines.append((at, word, words))
            case CallPressed():
                told.presses.append(at)
            case DoorMoved(is_open=True) | TalkMoved(is_talking=True):
                told.answers.append(at)
            case BadgeShown(badge=badge) if badge in self._badges[fact.room]:
                told.answers.append(at)
            case PresenceMoved(place=Place.ROOM | Place.ENSUITE as place, is_there=is_there):
                told.inside.append((at, place, is_there))
            case RoomSet(leading=leading):
                told.led.append((at, leading.thing, leading.rank in OF_PROFILE))

    def _ordered(self, told: Told, fact: OrderAsked | OrderReached) -> None:
        if isinstance(fact, OrderAsked):
            told.wishes.append(fact.at.timestamp())
            asked = fact.order.asked
            if isinstance(asked, LuxAsked):
                lamp = LampAsked(fact.at.timestamp(), asked.lamp, asked.lux)
                self._orders[fact.order.id] = lamp
        elif fact.progress is Progress.DONE and fact.order in self._orders:
            lamp = self._orders.pop(fact.order)
            told.lamps.append(LampAsked(fact.at.timestamp(), lamp.lamp, lamp.lux))

    def _alarmed(self, told: Told, fact: AlarmBegan | AlarmAgain | AlarmEnded | AlarmOver) -> None:
        """Over is over, however long its alarm is shown after that."""
        if fact.condition not in KEPT_ALARMS:
            return
        key = fact.room, fact.condition
        if isinstance(fact, AlarmBegan | AlarmAgain):
            since: Instant | None = getattr(fact, "since", None)
            self._open.setdefault(key, (since or fact.at).timestamp())
        elif (began := self._open.pop(key, None)) is not None:
            told.alarms[fact.condition].append((began, fact.at.timestamp()))


def _lived(told: Told, fact: EpisodeBegan | EpisodeEnded | ProfileSigned, at: float) -> None:
    """Whoever comes has no profile yet; what was signed for whoever was there before is theirs."""
    match fact:
        case EpisodeBegan():
            told.stays.append((at, inf))
            told.profiles.append((at, None))
        case ProfileSigned(profile=profile):
            told.profiles.append((at, profile))
        case EpisodeEnded() if told.stays and told.stays[-1][1] == inf:
            told.stays[-1] = (told.stays[-1][0], at)
