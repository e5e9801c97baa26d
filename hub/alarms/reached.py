"""The notices of a room: one for every step that any of its alarms has reached."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from hub.alarms.ladder import fetched, ladder_of
from hub.alarms.notice import Notice
from hub.alarms.waking import is_waking
from hub.rooms.alarm import Alarm, Step
from hub.rooms.state import RoomState
from hub.rooms.whose import is_of_before
from hub.rules.finding import Finding
from ward.care import Person
from ward.conditions import BY_NAME, RULE_BROKEN, Condition
from ward.units import Instant

Had = Callable[[Alarm, Step], tuple[frozenset[str], bool]]
ERASED = "erased"


class Heard(NamedTuple):
    """A room as it is now, and what was found there."""

    state: RoomState
    found: Sequence[Finding]


def notices(room: Heard, had: Had, now: Instant) -> Iterator[Notice]:
    """In the order in which alarms began, and of each the lowest step first."""
    for alarm in room.state.alarms:
        condition = BY_NAME.get(alarm.condition)
        ladder = ladder_of(condition) if condition else ()
        for step in sorted(alarm.steps, key=lambda one: one.step):
            if condition and step.step < len(ladder):
                one = _notice(room, alarm, condition, step, now)
                has_it, waits = had(alarm, step)
                yield replace(one, had=has_it, waits=waits)


def _notice(room: Heard, alarm: Alarm, condition: Condition, step: Step, now: Instant) -> Notice:
    state = room.state
    rung = ladder_of(condition)[step.step]
    to = state.rota.on(rung.duty, now)
    return Notice(
        room=state.room,
        alarm=alarm.id,
        condition=condition,
        step=step.step,
        duty=rung.duty,
        began_at=alarm.began_at,
        reached_at=step.at,
        times=alarm.times,
        to=to,
        words=_naming_nobody(_words(room.found, _said(alarm, state, now)), state),
        fetched=fetched(alarm, rung, bool(to) or not state.rota.shifts, now),
        initials=_initials(alarm, state),
        acknowledged=alarm.acknowledged is not None and alarm.acknowledged.holds(now),
        waking=is_waking(state, alarm, now),
    )


def _said(alarm: Alarm, state: RoomState, now: Instant) -> Alarm:
    """Without the numbers of whom nobody may measure any more."""
    return next((one for one in state.said(now) if one.id == alarm.id), alarm)


def _words(found: Sequence[Finding], alarm: Alarm) -> str:
    """As the room has it now. What a broken rule says may hold anything."""
    if alarm.condition == RULE_BROKEN.name:
        return ""
    now = (finding.words for finding in found if finding.condition.name == alarm.condition)
    return next(now, alarm.words)


def _initials(alarm: Alarm, state: RoomState) -> str:
    """Nobody's, where it is of somebody who is not confined there any more."""
    if is_of_before(alarm, state):
        return ""
    initials = state.episode.person.initials if state.episode else ""
    return "" if initials == ERASED else initials


def _naming_nobody(words: str, state: RoomState) -> str:
    """Words that hold a person's initials or reference do not go out at all."""
    people: list[Person] = [former.person for former in state.formers]
    people += [state.episode.person] if state.episode else []
    marks = {mark for one in people for mark in (one.initials, one.ref)}
    return "" if any(mark in words for mark in marks) else words
