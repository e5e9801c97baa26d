"""What the hub says on the wire of a room's state: care, status, alarm changes."""

from collections.abc import Sequence

from hub.effects import Publish
from hub.rooms.facts import AlarmBegan, AlarmEnded
from hub.rooms.state import Alarm, RoomState
from hub.rules.finding import Finding
from hub.site import Site
from ward.announcements import AlarmChanged, Change, Showing, Status
from ward.care import Care, Confinement
from ward.conditions import BY_NAME
from ward.topics import Leaf, Topic
from ward.units import Instant


def care_due(state: RoomState, site: Site, now: Instant) -> Care | None:
    """The next version of the care document, or ``None`` when the last one still says it all.

    A node takes what is newer only. One that holds a version this hub never issued, because the
    store was lost since, is brought back by a version beyond that.
    """
    held = state.care
    beyond = state.health.care_version if state.health else 0
    wanted = Care(
        room=state.room,
        version=held.version if held else beyond + 1,
        issued_at=held.issued_at if held else now,
        staff=site.staff,
        profile=site.profile,
        confinement=_confinement(state),
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
        authorisation=episode.authorisation,
    )


def status(state: RoomState, found: Sequence[Finding], now: Instant) -> Publish:
    """How the room stands, for doors, wall displays and pager gateways."""
    words = {finding.condition.name: finding.words for finding in found}
    told = Status(
        room=state.room,
        at=now,
        linked=state.linked is True,
        episode_began_at=state.episode.began_at if state.episode else None,
        seen_at=state.seen.at if state.seen else None,
        seen_by=state.seen.by if state.seen else None,
        due_at=state.watch.due_at if state.watch else None,
        alarms=tuple(
            _showing(
                alarm.id, alarm.condition, alarm.began_at, words.get(alarm.condition, alarm.words)
            )
            for alarm in state.alarms
        ),
    )
    return Publish(str(Topic(state.room, Leaf.STATUS)), told, retained=True)


def alarm_changed(
    fact: AlarmBegan | AlarmEnded, found: Sequence[Finding], shown_before: Sequence[Alarm]
) -> Publish:
    """One alarm began or is over. What is over is told in the words it began with."""
    before = {alarm.id: alarm for alarm in shown_before}.get(fact.id)
    began_at = before.began_at if before else fact.at
    began_words = before.words if before else ""
    words = {finding.condition.name: finding.words for finding in found}
    told = AlarmChanged(
        room=fact.room,
        at=fact.at,
        change=Change.BEGAN if isinstance(fact, AlarmBegan) else Change.ENDED,
        alarm=_showing(fact.id, fact.condition, began_at, words.get(fact.condition, began_words)),
    )
    return Publish(str(Topic(fact.room, Leaf.ALARM)), told)


def _showing(id_: str, condition_name: str, began_at: Instant, words: str) -> Showing:
    condition = BY_NAME[condition_name]
    return Showing(
        id=id_,
        condition=condition.name,
        kind=condition.kind,
        priority=condition.priority,
        began_at=began_at,
        words=words,
        do=condition.do,
    )
