"""Rules about a person: unseen, shut in, calling."""

from collections.abc import Iterator

from hub.rooms.absence import is_away
from hub.rooms.calls import distress
from hub.rooms.state import RoomState
from hub.rooms.watch import Watch, is_ahead
from hub.rules.absences import contradiction, missing
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import FRESH_FOR, lasting, looked_remotely, unheard
from ward.care import Cover
from ward.conditions import (
    BLANK_SPELL,
    CALL_UNANSWERED,
    CONFINED_WITHOUT_EPISODE,
    LEFT_ALONE,
)
from ward.units import Instant, seconds

JUST_NOW_S = 5  # nobody could have come yet


def blank_spell(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """Nobody came in person for longer than the plan allows.

    A spell that shows goes on, whatever a clock says, until somebody was there.
    """
    if state.watch is None or not (state.watch.overdue(now) or _shows(state, state.watch)):
        return
    nobody = f"Nobody has been for {lasting(now - state.watch.since)}"
    ended = "" if state.episode else _ended_unseen(state)
    said = (nobody, ended, missing(state, now), contradiction(state), looked_remotely(state))
    words = ". ".join(one for one in said if one)
    yield Finding(state.room, BLANK_SPELL, words)


def _ended_unseen(state: RoomState) -> str:
    """Surprising: whoever was moved is watched in the next room, and this spell stays all along."""
    last = state.formers[-1] if state.formers else None
    if last is not None and last.moved_to is not None:
        return f"{last.person.initials} was moved unseen, to {last.moved_to.spoken}"
    return "The episode was ended unseen"


def _shows(state: RoomState, watch: Watch) -> bool:
    """Whether this very spell is an alarm already."""
    alarm = state.showing(BLANK_SPELL.name)
    return alarm is not None and alarm.unseen_since == watch.since


def left_alone(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """Somebody must stay all the time, and for longer than a gap may last nobody has.

    While nothing is heard from the room nobody is known to be there, whoever was there before. A
    gap that shows goes on, whatever a clock says, until somebody is.
    """
    since, plan = lacking_since(state, now), state.episode.plan if state.episode else None
    if since is None or plan is None:
        return
    stays = Cover.OUTSIDE_DOOR if plan.cover is Cover.NONE else plan.cover  # a mode's asking
    ahead = is_ahead(since, now)
    shows = state.showing(LEFT_ALONE.name) is not None and since != now
    if shows or ahead or now - since > seconds(plan.gap_s):
        gap = "for how long is not known" if ahead else f"for {lasting(now - since)}"
        words = f"Nobody is known to be {stays}, {gap}{unheard(state, now)}"
        yield Finding(state.room, LEFT_ALONE, words, None if ahead else since)


def lacking_since(state: RoomState, now: Instant) -> Instant | None:
    """Since when nobody has been there who must stay, as far as is known; ``now`` for none.

    Nobody must stay at the door of whoever is out; of whoever is not back in time, all along.
    """
    if state.cover.asked_at and is_away(state, now):
        return now
    fresh = state.heard_at is None or now - state.heard_at <= FRESH_FOR
    return state.cover.lacking_since(now if fresh else state.heard_at or now)


def confined_without_episode(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Locked in, and nobody has said why: solitary confinement whatever it is called."""
    shows = state.showing(CONFINED_WITHOUT_EPISODE.name) is not None  # no clock unlocks a door
    since = state.standing.shut_in_at(_sensed_until(state, now, shows=shows))
    if state.episode is not None or since is None:
        return
    shut_in = now - since
    if shows or shut_in >= seconds(limits.confined_s) or is_ahead(since, now):
        yield Finding(
            state.room,
            CONFINED_WITHOUT_EPISODE,
            f"Locked with somebody inside for {lasting(shut_in)}, and no episode was begun"
            + unheard(state, now),
            since,
        )


def _sensed_until(state: RoomState, now: Instant, *, shows: bool) -> Instant:
    """Nobody counts as gone for a while in which nothing was heard of the room."""
    if state.heard_at is not None:
        return min(now, state.heard_at + FRESH_FOR)
    return min(now, state.standing.left_at or now) if shows else now


def call_unanswered(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """The button was pressed, and nobody has come to the door or talked through it."""
    if state.call_at is not None:
        waited = now - state.call_at
        when = (
            f"{lasting(waited)} ago, nobody came" if waited >= seconds(JUST_NOW_S) else "just now"
        )
        said = filter(None, (f"Called {when}", distress(state.presses, now)))
        yield Finding(state.room, CALL_UNANSWERED, ". ".join(said), state.call_at)
