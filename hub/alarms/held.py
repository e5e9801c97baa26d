"""Alarms held back while a node tells in order what it kept through an outage."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.ingest.doorkeeper import Admitted
from hub.rooms.alarm_facts import Passed
from hub.rooms.state import Written
from hub.rules.finding import Finding
from ward.conditions import (
    CALL_STILL_UNANSWERED,
    CALL_UNANSWERED,
    CONFINED_WITHOUT_EPISODE,
    INSIDE_UNSEEN,
    NO_BREATHING_SEEN,
    RULE_BROKEN,
)
from ward.envelope import Body, HappeningBody, VitalBody
from ward.happenings import CallPressed, DoorMoved, LockMoved, PresenceMoved
from ward.units import Instant, seconds
from ward.vitals import NotBreathing

BELATED = seconds(30)  # what was so longer ago when it is told is part of a story of the past
CATCH_UP_MOST = seconds(10)  # by the hub's clock: then whatever has been told so far counts


@dataclass(frozen=True, slots=True)
class Held:
    """Conditions whose cause was told long after it was so: the rest of the story may end them.

    Until the node has caught up, or the time is over, they begin no alarm. What is told fresh is
    never held, nor what shows already, nor what the hub knows by its own clock.
    """

    until: Instant
    found: Mapping[str, Finding | None]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is found and may show; what passed unseen; what is held on, and what no longer."""

    found: tuple[Finding, ...]
    passed: tuple[Passed, ...] = ()
    held: Held | None = None
    released: frozenset[str] = frozenset()


def hear(held: Held | None, said: Admitted, state: Written, now: Instant) -> Held | None:
    """Hold what this message may begin, if it is old; let go of it, if it is new."""
    for name in _may_begin(said.envelope.body):
        held = _hear_of(name, held, said, state, now)
    return held


def _hear_of(
    name: str, held: Held | None, said: Admitted, state: Written, now: Instant
) -> Held | None:
    if is_belated(said, now):
        if state.showing(name) is not None or (held and name in held.found):
            return held
        return Held(
            held.until if held else now + CATCH_UP_MOST,
            {**(held.found if held else {}), name: None},
        )
    if held is None or name not in held.found:
        return held
    rest = {other: finding for other, finding in held.found.items() if other != name}
    return Held(held.until, rest) if rest else None


def is_belated(said: Admitted, now: Instant) -> bool:
    """Whether it is part of a story of the past."""
    return now - said.observed_at > BELATED or said.untimed


def sift(held: Held | None, found: tuple[Finding, ...], ended_at: Instant, now: Instant) -> Sifted:
    """What is found, put through what is held. ``ended_at`` is when whatever is over ended."""
    if held is None:
        return Sifted(found)
    if now >= held.until:
        return Sifted(found, released=frozenset(held.found))
    by_name = {finding.condition.name: finding for finding in found}
    broken = RULE_BROKEN.name in by_name
    passed = tuple(
        _passed(before, ended_at, now)
        for name, before in held.found.items()
        if before is not None and name not in by_name and not broken and _was(before, ended_at)
    )
    still = {
        name: by_name.get(name) or (held.found[name] if broken else None) for name in held.found
    }
    shown = tuple(finding for finding in found if finding.condition.name not in held.found)
    return Sifted(shown, passed, Held(held.until, still))


def let_go(held: Held | None, now: Instant) -> Held | None:
    """The node has caught up: what still holds is to begin now."""
    return Held(now, held.found) if held else None


def _was(finding: Finding, ended_at: Instant) -> bool:
    """Whether what is told to be over lasted long enough to have been wrong."""
    if finding.since is None or finding.least is None:
        return True
    return ended_at - finding.since >= finding.least


def _passed(finding: Finding, ended_at: Instant, now: Instant) -> Passed:
    began_at = finding.since or now
    return Passed(
        room=finding.room,
        at=now,
        condition=finding.condition.name,
        began_at=began_at,
        ended_at=max(began_at, ended_at),
        words=finding.words,
    )


def _may_begin(body: Body) -> tuple[str, ...]:
    """The alarms about a person that this word, if it is the whole story, may begin."""
    match body:
        case HappeningBody(happening=CallPressed()):
            return CALL_UNANSWERED.name, CALL_STILL_UNANSWERED.name
        case HappeningBody(happening=PresenceMoved(is_there=True)):
            return CONFINED_WITHOUT_EPISODE.name, INSIDE_UNSEEN.name
        case HappeningBody(happening=LockMoved(is_locked=True)):
            return (CONFINED_WITHOUT_EPISODE.name,)
        case HappeningBody(happening=PresenceMoved() | DoorMoved(is_open=False)):
            return (INSIDE_UNSEEN.name,)
        case VitalBody(said=NotBreathing()):
            return (NO_BREATHING_SEEN.name,)
    return ()
