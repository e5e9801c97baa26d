"""The timeline: what the hub wrote down of a room, each fact as a sentence."""

from dataclasses import dataclass
from functools import singledispatch

from hub.panel.episode_words import of_deed, of_episode
from hub.panel.happenings import happened
from hub.panel.journeys import asked_words
from hub.panel.local import SAME_DAY, Local
from hub.panel.mode_said import OfMode, of_mode
from hub.panel.people_words import OfPeople, of_people
from hub.panel.radar_words import OfCommissioning, OfRadar, of_commissioning, of_radar
from hub.panel.score_words import OfScores, of_scores
from hub.panel.seen import known_as
from hub.panel.tone import OF_PRIORITY, Tone
from hub.panel.upkeep_words import of_upkeep
from hub.rooms.absence_facts import AbsenceContradicted
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmBegan,
    AlarmEnded,
    AlarmMarked,
    AlarmOver,
    AudioPaused,
    Escalated,
    NoticeTold,
    Passed,
)
from hub.rooms.clock_facts import ClockSetBack, ClockSetOn
from hub.rooms.episode_facts import (
    EpisodeBegan,
    EpisodeEnded,
    PlanSet,
)
from hub.rooms.fact import Fact
from hub.rooms.facts import (
    BreathingStopped,
    CareIssued,
    Happened,
    LookedRemotely,
    NumbersLost,
    Observed,
    Refused,
    Stood,
)
from hub.rooms.order_facts import OrderAsked, OrderReached
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.review_facts import Reviewed
from hub.rooms.state import RoomState
from hub.rooms.upkeep_facts import OfUpkeep
from hub.rules.words import lasting
from ward import plans
from ward.conditions import BY_NAME
from ward.purpose import Purpose
from ward.units import Instant, seconds

LATE = seconds(60)  # written down this long after it was so: the line then says both


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. ``tone`` is told by the words as well."""

    at: str
    words: str
    tone: Tone


def timeline(state: RoomState, local: Local, most: int = 40) -> tuple[Line, ...]:
    """Newest first, by when it was so; what was so at one moment, as it was written down."""
    by_time = sorted(state.recent[-most:], key=_was_at)
    return tuple(_line(fact, state, local) for fact in reversed(by_time))


def _was_at(fact: Fact) -> Instant:
    """When it was so; of what passed unseen, when that began."""
    if isinstance(fact, Passed):
        return fact.began_at
    moments = (getattr(fact, name, None) for name in ("observed_at", "taken_at"))
    return next((at for at in moments if at is not None), fact.at)


def _line(fact: Fact, state: RoomState, local: Local) -> Line:
    was_at = _was_at(fact)
    late = f" (heard {local.clock(fact.at)})" if fact.at - was_at > LATE else ""
    if getattr(fact, "untimed", False):
        late = " (then or before: the room's clock was not set)"
    near = local.age(was_at) < SAME_DAY
    at = local.to_the_second(was_at) if near else local.clock(was_at)
    return Line(at, said(fact, state, local) + late, _tone(fact))


def _tone(fact: Fact) -> Tone:
    if isinstance(fact, AlarmBegan | AlarmAgain) and fact.condition in BY_NAME:
        return OF_PRIORITY[BY_NAME[fact.condition].priority]
    if isinstance(fact, AlarmBegan | BreathingStopped):
        return Tone.HIGH
    if isinstance(fact, Escalated) and fact.step:
        return Tone.MEDIUM
    if isinstance(fact, Reviewed):
        return Tone.GOOD if fact.counts else Tone.MEDIUM
    if isinstance(fact, Observed):
        return Tone.GOOD if fact.ends_spell else Tone.MEDIUM
    return Tone.QUIET


@singledispatch
def said(fact: Fact, _state: RoomState, _local: Local) -> str:
    """The sentence. A fact nobody has words for yet is still shown, by its name."""
    return str(getattr(fact, "fact", type(fact).__name__)).capitalize()


@said.register
def _(fact: Happened, state: RoomState, _local: Local) -> str:
    return happened(fact.happening, state)


@said.register
def _(fact: Stood, _state: RoomState, _local: Local) -> str:
    door = {True: "open", False: "shut", None: "not known"}[fact.standing.door_open]
    lock = {True: "locked", False: "not locked", None: "lock not known"}[fact.standing.locked]
    return f"The room reports how it stands: door {door}, {lock}"


@said.register
def _(fact: OfPeople, state: RoomState, local: Local) -> str:
    return of_people(fact, state, local)


@said.register
def _(fact: OfRadar, _state: RoomState, local: Local) -> str:
    return of_radar(fact, local)


@said.register
def _(fact: OfMode, state: RoomState, local: Local) -> str:
    return of_mode(fact, state, local.now)


@said.register
def _(fact: Observed, state: RoomState, _local: Local) -> str:
    evidence = fact.observation.evidence
    who = known_as(state, evidence.by or "Somebody not known")
    stayed = lasting(seconds(evidence.stayed_s))
    strange = "".join(f" ({one})" for one in fact.strangers)
    if (deed := fact.observation.deed) is not None:
        why = "" if fact.ends_spell else f". Ends no wait, {fact.because}"
        return f"{who}, {stayed} at the door: {of_deed(deed)}{why}"
    if fact.ends_spell:
        return f"Seen in person by {who}, {stayed} at the door{strange} ({fact.grade})"
    grade = "no evidence" if fact.grade == "none" else fact.grade
    return f"{who} at the door, {stayed}{strange} ({grade}): does not count, {fact.because}"


@said.register
def _(fact: LookedRemotely, state: RoomState, local: Local) -> str:
    said_at = f" for {local.clock(fact.said_to_be_at)}" if fact.said_to_be_at else ""
    words = f": “{fact.words}”" if fact.words else ""
    who = known_as(state, fact.by)
    looked = f"{fact.how[0].upper()}{fact.how[1:]}{said_at} by {who}{words}"
    return f"{looked.removesuffix('.')}. Does not count"


@said.register
def _(
    fact: EpisodeBegan | EpisodeEnded | AbsenceContradicted, state: RoomState, local: Local
) -> str:
    return of_episode(fact, state.known_as, local)


@said.register
def _(fact: PlanSet, state: RoomState, _local: Local) -> str:
    plan, who = fact.plan, known_as(state, fact.plan.set_by)
    return f"Plan: {plans.said(plan)}, {plan.source}, by {who}"


@said.register
def _(fact: OfScores, state: RoomState, local: Local) -> str:
    return of_scores(fact, state, local)


@said.register
def _(fact: CareIssued, _state: RoomState, _local: Local) -> str:
    return f"Care version {fact.care.version} issued to the room"


@said.register
def _(fact: OfCommissioning, state: RoomState, _local: Local) -> str:
    return of_commissioning(fact, state)


@said.register
def _(fact: OfUpkeep, state: RoomState, _local: Local) -> str:
    return of_upkeep(fact, state)


@said.register
def _(fact: OrderAsked, state: RoomState, _local: Local) -> str:
    who, version = known_as(state, fact.order.asked_by), fact.order.profile_version
    under = f" (profile version {version} in force)" if version else ""
    whose = f": {fact.order.purpose}" if fact.order.purpose is Purpose.PERSON else ""
    return f"{asked_words(fact.order.asked)}, asked by {who}{whose}{under}"


@said.register
def _(fact: ProfileSigned, state: RoomState, _local: Local) -> str:
    version = f", version {fact.profile.version}" if fact.profile else ": own choices"
    return f"What suits the person{version}, signed by {known_as(state, fact.by)}"


@said.register
def _(fact: OrderReached, state: RoomState, _local: Local) -> str:
    orders = {journey.order.id: asked_words(journey.order.asked) for journey in state.orders}
    words = f": {fact.words}" if fact.words else ""
    return f"{orders.get(fact.order, 'Order')}: {fact.progress}{words}"


@said.register
def _(fact: AlarmBegan | AlarmAgain, state: RoomState, local: Local) -> str:
    """By its name alone where its words hold a number that may not be said now."""
    may = state.may_say(fact.condition, fact.at, local.now)
    how = "again" if isinstance(fact, AlarmAgain) else "began"
    return f"Alarm {how}: {fact.words if may else fact.condition}"


@said.register
def _(fact: AlarmEnded, _state: RoomState, _local: Local) -> str:
    return f"Alarm ended: {fact.condition}"


@said.register
def _(fact: AlarmOver, _state: RoomState, _local: Local) -> str:
    return f"Over: {fact.condition}. The alarm shows on until somebody was at the door and saw"


@said.register
def _(fact: AlarmAcknowledged, state: RoomState, local: Local) -> str:
    who, until = known_as(state, fact.by), local.to_the_second(fact.until)
    return f"{fact.condition.capitalize()}: acknowledged by {who}, quiet until {until}"


@said.register
def _(fact: AudioPaused, state: RoomState, local: Local) -> str:
    return f"Sound paused by {known_as(state, fact.by)} until {local.to_the_second(fact.until)}"


@said.register
def _(fact: AlarmMarked, state: RoomState, _local: Local) -> str:
    worth = "there was something to do" if fact.actionable else "there was nothing to do"
    why = f": “{fact.why}”" if fact.why else ""
    return f"{known_as(state, fact.by)} says of an alarm: {worth}{why}"


@said.register
def _(fact: Escalated, state: RoomState, _local: Local) -> str:
    to = f" ({', '.join(known_as(state, one) for one in fact.to)})" if fact.to else ""
    return f"{fact.condition.capitalize()}: {fact.words}{to}"


@said.register
def _(fact: NoticeTold, _state: RoomState, _local: Local) -> str:
    said_no = f"Notice not taken by {fact.channel}: {fact.words}"
    return f"Notice taken by {fact.channel}" if fact.took else said_no


@said.register
def _(fact: Refused, state: RoomState, _local: Local) -> str:
    return f"Refused: {fact.told(known_as(state, fact.by))}"


@said.register
def _(fact: Passed, _state: RoomState, local: Local) -> str:
    until = (
        f"until {local.to_the_second(fact.ended_at)}" if fact.ended_at else "its end not yet told"
    )
    return f"{fact.words}, {until}. Told only afterwards, not sounded"


@said.register
def _(fact: NumbersLost, _state: RoomState, local: Local) -> str:
    count = fact.last - fact.first + 1
    many = "One message of this room was" if count == 1 else f"{count:,} messages of this room were"
    when = "its time not known" if fact.before is None else f"before {local.clock(fact.before)}"
    if fact.after is not None and fact.before is not None:
        when = f"between {local.clock(fact.after)} and {local.clock(fact.before)}"
    return f"{many} lost, {when}: what was measured or took place then may be missing here"


@said.register
def _(fact: ClockSetBack | ClockSetOn, _state: RoomState, _local: Local) -> str:
    by = lasting(seconds(fact.by_s))
    if isinstance(fact, ClockSetBack):
        return f"The hub's clock was set back by {by}; whoever waits is due as soon as before"
    return f"The hub's clock was set on by {by}: plans set before are from later than they say"
