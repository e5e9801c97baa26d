"""What the hub says on the wire of a room's state: care, status, alarm changes."""

from collections.abc import Mapping, Sequence

from hub.effects import Publish, Standing
from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmBegan,
    AlarmEnded,
    AlarmOver,
    AudioPaused,
    Escalated,
)
from hub.rooms.reviewed import deciders
from hub.rooms.state import RoomState
from hub.rooms.suits import choices, in_force
from hub.rules.due import soon_at
from hub.rules.finding import Finding
from ward.announcements import AlarmChanged, Change, Showing, Status
from ward.care import Care, Confinement, Staff
from ward.conditions import BY_NAME
from ward.profile import Profile
from ward.topics import Leaf, Topic
from ward.units import Instant

AlarmFact = AlarmBegan | AlarmAgain | AlarmAcknowledged | Escalated | AlarmOver | AlarmEnded
_CHANGES: Mapping[type[AlarmFact], Change] = {
    AlarmBegan: Change.BEGAN,
    AlarmAgain: Change.AGAIN,
    AlarmAcknowledged: Change.ACKNOWLEDGED,
    Escalated: Change.ESCALATED,
    AlarmOver: Change.OVER,
    AlarmEnded: Change.ENDED,
}


def care_due(
    state: RoomState, profile: Profile, staff: tuple[Staff, ...], now: Instant
) -> Care | None:
    """The next version of the care document, or ``None`` when the last one still says it all.

    ``profile`` is for whoever has none of their own. A node takes what is newer only. One that
    holds a version this hub never issued, because the store was lost since, is brought back by a
    version beyond that.
    """
    held = state.care
    beyond = state.health.care_version if state.health else 0
    wanted = Care(
        room=state.room,
        version=held.version if held else beyond + 1,
        issued_at=held.issued_at if held else now,
        staff=staff,
        profile=in_force(state, profile),
        choices=choices(state),
        confinement=_confinement(state),
        commissioning=state.commissioning,
        schedules=state.schedules,
    )
    if held is None:
        return wanted
    if wanted == held and beyond <= held.version:
        return None
    return wanted.model_copy(update={"version": max(held.version, beyond) + 1, "issued_at": now})


def care_published(care: Care) -> Publish:
    return Publish(str(Topic(care.room, Leaf.CARE)), care, retained=True)


def _confinement(state: RoomState) -> Confinement | None:
    episode = state.episode
    if episode is None:
        return None
    return Confinement(
        id=episode.id,
        began_at=episode.began_at,
        person=episode.person,
        plan=episode.plan,
        came_at=episode.came_at,
        authorisation=episode.authorisation,
        chart=episode.chart,
        modes=episode.modes,
        known_to=tuple(one.ref for one in episode.observers),
        rather_not=episode.rather_not,
        preference=episode.preference,
        deciders=deciders(state),
        reviews=tuple(one.on_the_wire for one in episode.reviews.dues),
    )


def status(state: RoomState, found: Sequence[Finding], now: Instant) -> Standing:
    """How the room stands, for doors, wall displays and pager gateways."""
    topic = str(Topic(state.room, Leaf.STATUS))
    return Standing(topic, state.room, lambda: _status(state, found, now))


def _status(state: RoomState, found: Sequence[Finding], now: Instant) -> Status:
    words = {finding.condition.name: finding.words for finding in found}
    return Status(
        room=state.room,
        at=now,
        linked=state.linked is True,
        episode_began_at=state.episode.began_at if state.episode else None,
        seen_at=state.seen.at if state.seen else None,
        seen_by=state.seen.by if state.seen else None,
        due_at=state.watch.shown_due_at if state.watch else None,
        soon_at=soon_at(state),
        reviews=tuple(one.on_the_wire for one in state.episode.reviews.dues)
        if state.episode
        else (),
        alarms=tuple(_showing(alarm, words, now) for alarm in state.said(now)),
    )


def alarm_changed(fact: AlarmFact, alarm: Alarm | None, found: Sequence[Finding]) -> Publish:
    """One alarm changed. ``alarm`` is how it was last known, this change included if it shows.

    What is over is told in the words it began with.
    """
    words = {finding.condition.name: finding.words for finding in found}
    known = alarm or Alarm(fact.id, fact.condition, fact.at, "")
    told = AlarmChanged(
        room=fact.room,
        at=fact.at,
        change=_CHANGES[type(fact)],
        alarm=_showing(known, words, fact.at),
    )
    return Publish(str(Topic(fact.room, Leaf.ALARM)), told)


def audio_paused(
    fact: AudioPaused, alarms: Sequence[Alarm], found: Sequence[Finding]
) -> tuple[Publish, ...]:
    """Each of the alarms whose sound now rests."""
    words = {finding.condition.name: finding.words for finding in found}
    return tuple(
        Publish(
            str(Topic(fact.room, Leaf.ALARM)),
            AlarmChanged(
                room=fact.room,
                at=fact.at,
                change=Change.AUDIO_PAUSED,
                alarm=_showing(alarm, words, fact.at),
            ),
        )
        for alarm in alarms
        if alarm.id in fact.ids
    )


def _showing(alarm: Alarm, words: Mapping[str, str], now: Instant) -> Showing:
    condition = BY_NAME[alarm.condition]
    quiet = alarm.quiet(now)
    acknowledged = alarm.acknowledged
    return Showing(
        id=alarm.id,
        condition=condition.name,
        kind=condition.kind,
        priority=condition.priority,
        began_at=alarm.began_at,
        words=words.get(alarm.condition, alarm.words),
        do=condition.do,
        over_at=alarm.over_at,
        acknowledged_by=acknowledged.by if acknowledged and acknowledged.holds(now) else None,
        quiet_until=quiet.until if quiet else None,
        came_at=alarm.came_at,
        step=alarm.step if alarm.steps else None,
        at_handover=bool(alarm.handovers),
    )
