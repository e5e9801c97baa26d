"""Rules about calls that wait, and about the line on which they come."""

from collections.abc import Iterator

from hub.rooms.state import RoomState
from hub.rooms.watch import is_ahead
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.conditions import (
    CALL_LINE_FAILS,
    CALL_LINE_FAILS_EMPTY,
    CALL_STILL_UNANSWERED,
    CALL_UNANSWERED,
)
from ward.happenings import LineWord
from ward.units import Instant, seconds


def call_still_unanswered(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Nobody came to a call for so long that it is HIGH. It counts from the first press.

    Once it shows, no clock answers it.
    """
    if state.call_at is None:
        return
    alarm = state.showing(CALL_UNANSWERED.name)  # it goes back with the hub's clock
    since = min(state.call_at, alarm.began_at) if alarm else state.call_at
    waited, ahead = now - since, is_ahead(since, now)
    shows = state.showing(CALL_STILL_UNANSWERED.name) is not None
    if shows or ahead or waited >= seconds(limits.call_high_s):
        for_ = "for how long is not known" if ahead else f"for {lasting(waited)}"
        words = f"A call has waited {for_}, and nobody came or spoke"
        least = seconds(limits.call_high_s)
        yield Finding(state.room, CALL_STILL_UNANSWERED, words, since, least)


def call_line(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """The line of the call button failed its test, or has not been tested for more than a day."""
    wrong = line_wrong(state, limits, now)
    if wrong:
        condition = CALL_LINE_FAILS if is_occupied(state, now) else CALL_LINE_FAILS_EMPTY
        yield Finding(state.room, condition, f"The call button may not work: {wrong}")


def line_wrong(state: RoomState, limits: Limits, now: Instant) -> str:
    """Why nobody may rely on it; empty while it was tested lately and worked."""
    line, most = state.line, seconds(limits.line_tested_s)
    if line is None:
        return "its line was never tested" if now - state.since > most else ""
    if line.word is LineWord.WORKS:
        old = now - line.at
        return f"its line was not tested for {lasting(old)}" if old > most else ""
    return line.words or f"its line {line.word}"


def is_occupied(state: RoomState, now: Instant) -> bool:
    """Whether somebody is confined there, or shut in without it being called so."""
    return state.episode is not None or state.standing.shut_in_at(now) is not None
