"""Rules about vital signs, and about their absence."""

from collections.abc import Iterator

from hub.rooms.episode_facts import LimitName
from hub.rooms.own_limit import OwnLimit
from hub.rooms.state import RoomState
from hub.rooms.watch import is_ahead
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting, unheard
from ward.conditions import NO_BREATHING_SEEN, VITAL_SIGNS_MISSING
from ward.units import Instant, seconds
from ward.vitals import Doubt, Doubted, Vital


def no_breathing_seen(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """No breathing movement for longer than the delay.

    Neither a doubt nor silence ends it, nor a clock that was set back, nor an authorisation that
    runs out meanwhile: only a rate, or somebody who was at the door.
    """
    if state.not_breathing_since is None:
        return
    stopped = now - state.not_breathing_since
    shows = _lasts(state)
    late = stopped >= seconds(no_breathing_after_s(state, limits, now))
    if shows or late or is_ahead(state.not_breathing_since, now):
        words = f"No breathing movement seen for {lasting(stopped)}{unheard(state, now)}"
        yield Finding(state.room, NO_BREATHING_SEEN, words, state.not_breathing_since)


def no_breathing_after_s(state: RoomState, limits: Limits, now: Instant) -> float:
    """The delay: this person's own while a doctor's word for it is in force, else the site's."""
    own = own_delay(state, limits, now)
    return limits.no_breathing_s if own is None else own.value_s


def own_delay(state: RoomState, limits: Limits, now: Instant) -> OwnLimit | None:
    """This person's own, if it is in force: a longer one is suspended while a mode is."""
    own = state.episode.own_limit(LimitName.NO_BREATHING, now) if state.episode else None
    longer = own is not None and own.value_s > limits.no_breathing_s
    return None if longer and state.modes else own


def _lasts(state: RoomState) -> bool:
    """Whether this very stop is an alarm already; one that latched is of a stop before."""
    alarm = state.showing(NO_BREATHING_SEEN.name)
    return alarm is not None and alarm.over_at is None


def vital_signs_missing(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Measuring was authorised, somebody is there, and there is no rate.

    While staff are in there with the person, through the open door, a radar that hears more than
    one says what is so; it has as long anew once the door moved again. So it has once somebody who
    moves about lies still: movement is life, and no rate, for as long as anybody paces.
    """
    episode = state.episode
    if episode is None or not state.authorised(now) or state.standing.now.in_room is False:
        return
    vital = _asked_of(state)
    heard = state.vitals.get(vital)
    rate_at = heard.rate_at if heard else None
    waiting = now - missing_since(state, now)
    shows = state.showing(VITAL_SIGNS_MISSING.name) is not None
    unknown = rate_at is None and shows
    if state.modes and vital is Vital.BREATHING and not shows:
        return  # then it is MEDIUM, and sooner: hub.rules.modes
    if now < missing_at(state, limits, now) and not unknown:
        return
    why = f": {heard.said.doubt}" if heard and isinstance(heard.said, Doubted) else ""
    yield Finding(state.room, VITAL_SIGNS_MISSING, f"No {vital} rate for {lasting(waiting)}{why}")


def _asked_of(state: RoomState) -> Vital:
    """Which vital sign there ought to be: breathing, unless the pulse alone was authorised."""
    given = state.episode.authorisation if state.episode else None
    return Vital.BREATHING if given is None or given.covers(Vital.BREATHING) else Vital.HEART


def missing_since(state: RoomState, now: Instant) -> Instant:
    """Since when there has been no rate for which there ought to be one; ``now`` with staff."""
    heard = state.vitals.get(_asked_of(state))
    asked_at = state.episode.authorised_at if state.episode else None
    begun = max((heard.rate_at if heard else None) or state.since, asked_at or state.since)
    if state.showing(VITAL_SIGNS_MISSING.name) is not None:
        return begun
    return now if _with_staff(state, now) else max(begun, _parted_at(state, now) or begun)


def missing_at(state: RoomState, limits: Limits, now: Instant) -> Instant:
    """From when on it is an alarm."""
    since, heard = missing_since(state, now), state.vitals.get(_asked_of(state))
    moved_at = heard.moved_at if heard else None
    soon = seconds(limits.vitals_missing_s)
    if moved_at is None or state.showing(VITAL_SIGNS_MISSING.name) is not None:
        return since + soon
    return min(since + max(soon, seconds(limits.vitals_moving_s)), max(since, moved_at) + soon)


def _with_staff(state: RoomState, now: Instant) -> bool:
    """Whether known staff are in there by the door's own word, and the radar hears them too."""
    heard = state.vitals.get(_asked_of(state))
    crowded = heard is not None and heard.said == Doubted(doubt=Doubt.MORE_THAN_ONE)
    return crowded and state.standing.now.door_open is True and state.cover.until(now) == now


def _parted_at(state: RoomState, now: Instant) -> Instant | None:
    """When the door was last shut behind staff."""
    door_at, here = state.standing.door_at, state.cover.until(now)
    return door_at if door_at and here and here >= door_at else None
