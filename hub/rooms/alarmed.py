"""What facts change in a room's alarms: the only way that an alarm's state changes."""

from collections.abc import Callable
from typing import TypeVar

from hub.rooms.alarm import Alarm, Quiet, Step
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmBegan,
    AlarmEnded,
    AlarmOver,
    AudioPaused,
    Escalated,
    NoticeTold,
)
from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.replaced import replace
from hub.rooms.state import Written
from ward.conditions import BLANK_SPELL
from ward.units import Instant, seconds

HANDOVERS_MOST = 32  # of one spell
STEPS_MOST = 32  # of one alarm; a ladder has few
TELLERS_MOST = 32  # that are remembered of one step
NEAR = seconds(1)  # clocks of door and hub agree no better than this

S = TypeVar("S", bound=Written)
Alarms = tuple[Alarm, ...]


def after_change(state: S, fact: AlarmBegan | AlarmEnded | AlarmOver | AlarmAgain) -> S:
    """An alarm began, is over, is there again, or shows no longer."""
    match fact:
        case AlarmBegan():
            unseen = state.watch.since if state.watch and _is_spell(fact) else None
            alarm = Alarm(fact.id, fact.condition, fact.since or fact.at, fact.words, unseen)
            return replace(state, alarms=(*state.alarms, alarm))
        case AlarmEnded():
            rest = tuple(one for one in state.alarms if one.id != fact.id)
            return replace(state, alarms=rest)
        case AlarmOver():
            return _of(state, fact.id, lambda one: replace(one, over_at=fact.at))
    return _of(state, fact.id, lambda one: _again(one, fact.words, fact.at))


def after_deed(state: S, fact: AlarmAcknowledged | AudioPaused | Escalated | NoticeTold) -> S:
    """Somebody made it quiet for a while; or it was told, or climbed, or reached nobody."""
    match fact:
        case AlarmAcknowledged():
            quiet = Quiet(fact.by, fact.at, fact.until)
            return _of(state, fact.id, lambda one: replace(one, acknowledged=quiet))
        case AudioPaused():
            quiet = Quiet(fact.by, fact.at, fact.until)
            alarms = (
                replace(one, paused=quiet) if one.id in fact.ids else one for one in state.alarms
            )
            return replace(state, alarms=tuple(alarms))
        case Escalated():
            return _of(state, fact.id, lambda one: _climbed(one, fact.step, fact.at))
    return _of(state, fact.id, lambda one: _told(one, fact))


def after_tag(state: S, fact: SpellAtHandover) -> S:
    """That spell is one of a handover: for good."""
    return _of(
        state,
        fact.id,
        lambda one: replace(one, handovers=(*one.handovers, fact)[-HANDOVERS_MOST:]),
    )


def somebody_came(alarms: Alarms, at: Instant, now: Instant) -> Alarms:
    """The door witnessed somebody at that moment: an alarm that had begun by then was come to."""

    def come_to(one: Alarm) -> Alarm:
        if _before(at, one, now):
            return one
        first = at if one.came_at is None else min(at, one.came_at)
        return replace(one, came_at=first, here_at=max(at, one.here_at or at))

    return tuple(come_to(one) for one in alarms)


def somebody_saw(alarms: Alarms, at: Instant, now: Instant) -> Alarms:
    """Somebody was there and recorded what they saw, so that it counts."""
    return tuple(
        one if _before(at, one, now) else replace(one, seen_at=at)
        for one in somebody_came(alarms, at, now)
    )


def goes_on(alarms: Alarms, since: Instant) -> Alarms:
    """Whoever is unseen is so since then, as is known by now: a spell that shows is this one."""
    return tuple(
        replace(one, unseen_since=since) if one.condition == BLANK_SPELL.name else one
        for one in alarms
    )


def _before(at: Instant, alarm: Alarm, now: Instant) -> bool:
    """Whether it was before the alarm began, or was last there; by a clock set back, nothing is."""
    since = alarm.runs_since
    return at + NEAR < since <= now


def _is_spell(fact: AlarmBegan) -> bool:
    return fact.condition == BLANK_SPELL.name


def _again(alarm: Alarm, words: str, at: Instant) -> Alarm:
    """All that was done about it before is of before: it sounds, and climbs, anew.

    Also where somebody was at the door a moment ago: they may be gone, and it was not this.
    """
    return replace(
        alarm,
        words=words,
        over_at=None,
        again_at=at,
        times=alarm.times + 1,
        acknowledged=None,
        paused=None,
        here_at=None,
        seen_at=None,
        steps=(),
    )


def _climbed(alarm: Alarm, step: int, at: Instant) -> Alarm:
    if any(one.step == step for one in alarm.steps):
        return alarm
    return replace(alarm, steps=(*alarm.steps, Step(step, at))[-STEPS_MOST:])


def _told(alarm: Alarm, fact: NoticeTold) -> Alarm:
    """What was told when the alarm had begun fewer times says nothing of now."""
    if fact.times != alarm.times:
        return alarm
    steps = (_told_of(one, fact) if one.step == fact.step else one for one in alarm.steps)
    return replace(alarm, steps=tuple(steps))


def _told_of(step: Step, fact: NoticeTold) -> Step:
    if not fact.took:
        return replace(step, failed=True)
    by = dict.fromkeys((*step.told_by, fact.channel))
    return replace(step, told_by=tuple(by)[:TELLERS_MOST])


def _of(state: S, id_: str, change: Callable[[Alarm], Alarm]) -> S:
    alarms = tuple(change(one) if one.id == id_ else one for one in state.alarms)
    return replace(state, alarms=alarms)
