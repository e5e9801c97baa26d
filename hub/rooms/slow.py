"""Breathing under a mode's red line: what is written of it, by a radar or somebody's count."""

from hub.rooms.facts import RoomFact
from hub.rooms.mode_facts import BreathingFaster, BreathingSlow
from hub.rooms.score_facts import SetCharted
from hub.rooms.state import RoomState
from ward.conditions import BREATHING_SLOW
from ward.mode_table import TABLE
from ward.modes import ModeKind
from ward.units import Instant
from ward.vitals import Rate, Said

LINE = TABLE[ModeKind.TRANQUILLISED].red_line or 0.0
BACK_BY = 1.0  # per minute above the line, before it is over: our own proposal, so none flutters


def slow_facts(
    state: RoomState, word: Said, now: Instant
) -> tuple[BreathingSlow | BreathingFaster, ...]:
    """Under the line, by the rate as it is and not rounded; or clearly above it again.

    Said again while no alarm of it shows: one that somebody saw to is there again with the next
    such rate. No radar ends what somebody counted, until somebody was there since.
    """
    if not isinstance(word, Rate):
        return ()
    if word.per_minute >= LINE + BACK_BY and _counted_slow(state):
        return ()
    return _by_line(state, word.per_minute, now)


def counted(state: RoomState, fact: SetCharted, now: Instant) -> tuple[RoomFact, ...]:
    """A set that somebody wrote down, and what its count of breaths says of that line.

    Of whoever is in that mode; an older one than the last visit is answered by that.
    """
    mode, breaths = state.mode(ModeKind.TRANQUILLISED), fact.measured.breathing
    since = state.slow_since or (mode.began_at if mode else None)
    seen = state.seen is not None and state.seen.at > fact.taken_at
    if breaths is None or since is None or fact.of_before or fact.taken_at < since or seen:
        return (fact,)
    return (fact, *_by_line(state, breaths, now))


def _by_line(
    state: RoomState, per_minute: float, now: Instant
) -> tuple[BreathingSlow | BreathingFaster, ...]:
    if per_minute < LINE and state.mode(ModeKind.TRANQUILLISED) and not _shows(state):
        return (BreathingSlow(room=state.room, at=now, per_minute=per_minute),)
    if state.slow_since is not None and per_minute >= LINE + BACK_BY:
        return (BreathingFaster(room=state.room, at=now, per_minute=per_minute),)
    return ()


def _counted_slow(state: RoomState) -> bool:
    last, seen, since = state.scores.last, state.seen, state.slow_since
    if last is None or last.measured.breathing is None or last.measured.breathing >= LINE:
        return False
    return since is not None and (seen is None or seen.at <= max(last.at, since))


def _shows(state: RoomState) -> bool:
    alarm = state.showing(BREATHING_SLOW.name)
    return state.slow_since is not None and alarm is not None and alarm.over_at is None
