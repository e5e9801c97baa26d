"""Rules of modes: slow breathing, nothing that can be seen, and how somebody who is held is."""

from collections.abc import Iterator
from math import floor

from hub.rooms.absence import is_away
from hub.rooms.lately import is_stirring
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting, unheard
from ward.conditions import BREATHING_SLOW, CANNOT_SEE, RESTRAINT_UNSAID
from ward.modes import Mode, ModeKind
from ward.observations import Position
from ward.units import Instant, seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Vital

RATE_OLD = seconds(60)  # a rate so old says less than whoever was at the door since


def breathing_slow(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """Under the line of the mode, unrounded, from the first such rate on.

    Neither doubt, silence nor the mode's end ends it: only a rate clearly above the line, or
    somebody who was at the door after the last rate, while none says otherwise.
    """
    since, heard = state.slow_since, state.vitals.get(Vital.BREATHING)
    if since is None:
        return
    last_at = (heard.rate_at if heard else None) or state.since  # a restart forgets what was heard
    old = now - last_at > RATE_OLD or heard is None or heard.rate_at is None
    if old and state.seen is not None and state.seen.at > max(since, last_at):
        return
    may = state.may_measure(Vital.BREATHING, now) and state.shows_numbers
    said = heard.said if heard and may else None
    rate = said.per_minute if isinstance(said, Rate) else None
    slow = "Breathing was under the line" if rate is None else f"Breathing {down(rate)} a minute"
    mode = state.mode(ModeKind.TRANQUILLISED)
    words = slow + (f", {after_what(mode, now)}" if mode else "") + unheard(state, now)
    yield Finding(state.room, BREATHING_SLOW, words, since)


def down(rate: float) -> str:
    """Never rounded up to a line that it is under: 9.97 is ``9.9``."""
    return f"{floor(rate * 10) / 10:.1f}"


def after_what(mode: Mode, now: Instant) -> str:
    """``13 min after rapid tranquillisation (benzodiazepine, by injection into muscle)``."""
    given = ", ".join(filter(None, (mode.drug, mode.route)))
    return f"{lasting(now - (mode.said_at or mode.began_at))} {mode.kind} ({given})"


def cannot_see(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Somebody is watched closely, vital signs may be measured, and nothing usable comes.

    Each time once: whoever goes and records what they see has answered it, until there were rates
    and they are lost again; from then on it is the mode's schedule that says when to come. It goes
    on whatever becomes of the mode.
    """
    lost, why = lost_since(state, now), why_unseen(state, now)
    if _showing_unanswered(state):
        yield _unseen(state, why, now)
    elif why is not None and lost is not None and not _is_answered(state, lost):
        late = now >= lost + seconds(delay_s(state, limits, now))
        yield from (_unseen(state, why, now),) if late else ()


def _unseen(state: RoomState, why: str | None, now: Instant) -> Finding:
    words = f"Breathing cannot be seen, and it matters now: {why or 'no rate since'}"
    alarm = state.showing(CANNOT_SEE.name)
    since = alarm.began_at if alarm else now
    return Finding(state.room, CANNOT_SEE, words + unheard(state, now), since)


def lost_since(state: RoomState, now: Instant) -> Instant | None:
    """Since when there has been nothing usable; ``None`` while nobody need see anything.

    A stray rate now and then is no view of them. Movement is somebody alive: it counts from when
    the radar last saw them, but for movement itself. Nothing is asked while they are held, for then
    there are people with them.
    """
    asking = [mode for mode in state.modes if not mode.is_held]
    if not asking or len(asking) < len(state.modes) or not state.authorised(now):
        return None
    begun = min(mode.released_at or mode.since or mode.began_at for mode in asking)
    given = state.episode.authorised_at if state.episode else None
    heard = state.vitals.get(Vital.BREATHING)
    rate_at = heard.steady_at if heard and heard.commissioned else None
    stirs = heard is not None and is_stirring(heard.said)
    seen_at = heard.stirred_at if heard and not stirs else None
    moments = (begun, given, rate_at or state.since, seen_at if state.shows_numbers else None)
    return max(at for at in moments if at is not None)


def why_unseen(state: RoomState, now: Instant) -> str | None:
    """Why there is nothing usable now; ``None`` while there is, or while nobody need see it."""
    heard = state.vitals.get(Vital.BREATHING)
    standing = state.standing
    gone = standing.now.in_room is False and not standing.is_inside(now)
    if lost_since(state, now) is None or gone or is_away(state, now):
        return None
    if heard is None or state.heard_at is None:
        return "nothing was heard yet"
    if isinstance(heard.said, Doubted):
        return str(heard.said.doubt)
    if isinstance(heard.said, NotBreathing):
        return None  # that is another alarm, and the louder one
    if not heard.commissioned:
        return "the radar here is not commissioned"
    return "hardly a reading" if isinstance(heard.said, Rate) else "no reading"


def delay_s(state: RoomState, limits: Limits, now: Instant) -> float:
    """After how long it is an alarm: shorter for silence, longer for what is a sign of life."""
    if state.heard_at is None or now - state.heard_at >= seconds(limits.cannot_see_silent_s):
        return limits.cannot_see_silent_s
    heard = state.vitals.get(Vital.BREATHING)
    doubt = heard.said.doubt if heard and isinstance(heard.said, Doubted) else None
    return {
        Doubt.MOVING: limits.cannot_see_moving_s,
        Doubt.MORE_THAN_ONE: limits.cannot_see_crowd_s,
        Doubt.SETTLING: limits.cannot_see_settling_s,
    }.get(doubt or Doubt.WEAK_SIGNAL, limits.cannot_see_s)


def _is_answered(state: RoomState, lost: Instant) -> bool:
    return state.seen is not None and state.seen.at >= lost


def _showing_unanswered(state: RoomState) -> bool:
    """Whether it is an alarm already, and neither a rate nor anybody has come since."""
    alarm = state.showing(CANNOT_SEE.name)
    heard = state.vitals.get(Vital.BREATHING)
    if alarm is None or _is_answered(state, alarm.began_at):
        return False
    rate_at = heard.steady_at if heard and heard.commissioned else None
    return rate_at is None or rate_at < alarm.began_at


def restraint_unsaid(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Somebody is held, and nobody has said how they lie and whether their airway is clear.

    To let them go does not answer it: to say it, or to record at the door what is seen, does.
    """
    held, alarm = state.mode(ModeKind.RESTRAINT), state.showing(RESTRAINT_UNSAID.name)
    due = unsaid_at(state, limits)
    late = due is not None and now >= due
    if not late and not (alarm and _is_unsaid(state, held, alarm.began_at)):
        return
    words = "Position? Airway clear? Nobody has said since"
    since = (held.noted_at or held.began_at) if held else now
    prone = held.prone_until(now) if held else 0
    prone_words = f". Face down for {lasting(seconds(prone))}" if prone else ""
    how = f"{words} restraint began" if held and held.noted_at is None else f"{words} they were"
    span = f", {lasting(now - since)} ago"
    yield Finding(state.room, RESTRAINT_UNSAID, f"{how}{span}{prone_words}")


def unsaid_at(state: RoomState, limits: Limits) -> Instant | None:
    """When it must have been said, or said again; sooner where they lie face down."""
    held = state.mode(ModeKind.RESTRAINT)
    if held is None or not held.is_held:
        return None
    if held.noted_at is None:
        return held.began_at + seconds(limits.restraint_said_s)
    prone = held.position is Position.FACE_DOWN
    return held.noted_at + seconds(limits.restraint_said_s if prone else limits.restraint_again_s)


def _is_unsaid(state: RoomState, held: Mode | None, since: Instant) -> bool:
    said = held.noted_at if held else None
    seen = state.seen.at if state.seen else None
    return not any(at is not None and at >= since for at in (said, seen))
