"""A confinement: beginning and ending it, its plan, and the authorisation."""

from collections.abc import Iterable

from hub.acts import (
    Authorise,
    BeginEpisode,
    EndEpisode,
    SetPlan,
)
from hub.deciding.deciding import Decided, KeptAndDenied, Rooms, decide, nobody
from hub.deciding.episode_names import name_of
from hub.deciding.rates_along import rates_along
from hub.deciding.scores import wrong_chart
from hub.deciding.scores_along import before_in, owed_along
from hub.effects import Denied
from hub.rooms.confined import AGAIN_WITHIN
from hub.rooms.episode_facts import (
    Authorised,
    EpisodeBegan,
    EpisodeEnded,
    PlanSet,
)
from hub.rooms.facts import Refused
from hub.rooms.former import ended_at
from hub.rooms.privacy_facts import Watching
from hub.rooms.scored import left_at, scores_of
from hub.rooms.scores import NO_SCORES, Scores
from hub.rooms.state import RoomState
from hub.rooms.values import Former
from hub.rooms.watch import Watch
from hub.staff.authority import Action
from ward.care import Authorisation, Person, Plan
from ward.charts import Chart
from ward.conditions import BLANK_SPELL
from ward.kinds import NO_GROUND, Ground
from ward.modes import Mode, ModeKind, Window
from ward.rooms import RoomId
from ward.units import Instant, hours, seconds

AUTHORISED_MOST = hours(72)  # our own proposal: then it is decided again, with the person


@decide.register
def _(act: BeginEpisode, rooms: Rooms, now: Instant) -> Decided:
    state = rooms[act.room]
    if state.episode is not None:
        return Denied(
            f"{act.room.spoken} already has an episode, of {state.episode.person.initials}"
        )
    if act.ground in NO_GROUND:
        return _no_ground(act, act.ground, now)
    if wrong := wrong_chart(act.age, act.chosen):
        return Denied(wrong)
    unwatched = tuple(unwatched_of(act.room, act.person, rooms.values(), now))
    age, chosen = _age_of(act, rooms.values(), now)
    elsewhere = (state for room, state in rooms.items() if room != act.room)
    return EpisodeBegan(
        room=act.room,
        at=now,
        id=name_of(state, now),
        person=act.person,
        plan=_plan(act, now),
        decided_by=act.by,
        why=act.why,
        watch_since=min((*(watch.since for watch in unwatched), now)),
        modes=tuple(_going_on(act.person, rooms.values(), now)),
        checks=checks_of(act.person, rooms.values(), now),
        owed=owed_along(act.person, act.room, rooms.values(), now),
        before_in=before_in(state, rooms.values()),
        rates=rates_along(act.person, act.room, rooms.values(), now),
        watch_due=min((watch.shown_due_at for watch in unwatched), default=None),
        from_elsewhere=any(unwatched_of(act.room, act.person, elsewhere, now)),
        kind=act.kind,
        label=act.label,
        ground=act.ground,
        deciders=act.deciders,
        said_to_be_at=act.said_to_be_at,
        age=age,
        chosen=chosen,
    )


def _no_ground(act: BeginEpisode, ground: Ground, now: Instant) -> KeptAndDenied:
    """Nobody is confined for that, and that somebody tried is on record."""
    basis = NO_GROUND[ground]
    words = f"“{ground}” is no ground for confining anybody; fetch a senior nurse now"
    said = f"{words} ({basis.authority}: {basis.source})"
    tried = Refused(room=act.room, at=now, by=act.by, action=Action.BEGIN_EPISODE, words=said[:500])
    return KeptAndDenied(tried, said)


def unwatched_of(
    room: RoomId, person: Person, states: Iterable[RoomState], now: Instant
) -> Iterable[Watch]:
    """The watches under which this person is already unseen, wherever that is.

    Ending an episode and beginning another, here or next door, must not buy time, nor must a
    looser plan on that occasion. The same holds for whoever is in a room whose door was not
    opened between two episodes. A person is known by their reference. Whoever was moved took their
    wait along.
    """
    for state in states:
        if state.episode and state.watch and state.episode.person.ref == person.ref:
            shows = state.showing(BLANK_SPELL.name) is not None
            yield _overdue(state.watch, now) if shows else state.watch
        for former in state.formers:
            lately = now - former.ended_at - seconds(former.set_on_s) < AGAIN_WITHIN
            same = former.person.ref == person.ref and lately and former.moved_to is None
            if same or (state.room == room and not former.door_opened):
                yield former.watch


def _overdue(watch: Watch, now: Instant) -> Watch:
    """The same, and due by now: whatever a clock that was set says, it showed, or nobody knows."""
    return watch.inheriting(watch.since, min(now, watch.due_at))


def _going_on(person: Person, states: Iterable[RoomState], now: Instant) -> Iterable[Mode]:
    """Modes of this person that go on, wherever they were: of each kind the latest.

    After rapid tranquillisation, past its time too: only somebody's word ends that.
    """
    found: dict[ModeKind, Mode] = {}
    for state in states:
        theirs = state.episode is not None and state.episode.person.ref == person.ref
        held = [(state.modes, now)] if theirs else []
        held += [(one.modes, ended_at(one)) for one in state.formers if _goes_on_from(one, person)]
        for mode, ended in ((mode, ended) for modes, ended in held for mode in modes):
            unended = mode.kind is ModeKind.TRANQUILLISED and now - ended < AGAIN_WITHIN
            lasts = unended or mode.is_held or mode.until is None or now < mode.until
            if lasts and (mode.kind not in found or found[mode.kind].began_at < mode.began_at):
                found[mode.kind] = mode
    return found.values()


def checks_of(
    person: Person, states: Iterable[RoomState], now: Instant
) -> tuple[tuple[str, Window], ...]:
    """What is due of this person by their modes still: as it stood where they were last."""
    known: list[tuple[Instant, Scores]] = []
    for state in states:
        theirs = scores_of(state, person)
        if theirs is not None:
            known.append((left_at(state, person, now), theirs))
    _, scores = max(known, key=lambda each: each[0], default=(now, NO_SCORES))
    return scores.checks.since(scores.checked_at).each


def _age_of(
    act: BeginEpisode, states: Iterable[RoomState], now: Instant
) -> tuple[int | None, Chart | None]:
    """As somebody says now; else as it was known of this person where they were last."""
    if act.age is not None:
        return act.age, act.chosen
    found: list[tuple[Instant, int | None, Chart | None]] = []
    for state in states:
        here, ref = state.episode, act.person.ref
        if here and here.person.ref == ref:
            found.append((now, here.age, here.chosen))
        theirs = (one for one in state.formers if one.person.ref == ref)
        found += [(ended_at(one), one.age, one.chosen) for one in theirs]
    known = (one for one in found if one[1] is not None)
    _, age, chosen = max(known, key=lambda each: each[0], default=(now, None, None))
    return age, chosen


def _goes_on_from(former: Former, person: Person) -> bool:
    """Whether its modes are the person's last: with a move they went along to the next room."""
    return former.person.ref == person.ref and former.moved_to is None


@decide.register
def _(act: EndEpisode, rooms: Rooms, now: Instant) -> Decided:
    """A person overdue to be seen leaves a spell that stays open: ended unseen.

    So does one whose spell shows, though a clock that was set says otherwise.
    """
    state = rooms[act.room]
    if state.episode is None or state.watch is None:
        return nobody(act.room)
    return EpisodeEnded(
        room=act.room,
        at=now,
        id=state.episode.id,
        ended_by=act.by,
        why=act.why,
        unseen=is_unseen(state, now),
        said_to_be_at=act.said_to_be_at,
    )


def is_unseen(state: RoomState, now: Instant) -> bool:
    """Overdue at this moment, not back, or shown to be, whatever a clock that was set says."""
    watch = state.watch
    overdue = watch is not None and (watch.overdue(now) or watch.not_back(now))
    return overdue or state.showing(BLANK_SPELL.name) is not None


@decide.register
def _(act: SetPlan, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return nobody(act.room)
    return PlanSet(room=act.room, at=now, plan=_plan(act, now))


@decide.register
def _(act: Authorise, rooms: Rooms, now: Instant) -> Decided:
    state = rooms[act.room]
    if state.episode is None:
        return nobody(act.room)
    if act.until is None:
        return Authorised(room=act.room, at=now, authorisation=None)
    if not now < act.until <= now + AUTHORISED_MOST:
        return Denied("An authorisation must end in the future, within 72 h")
    objected = state.episode.privacy.objection(Watching.RADAR) is not None
    if objected and not act.why.strip():
        return Denied("The person objects to radar: say why it is needed all the same")
    if not act.capacity.strip():
        return Denied("Say whether they can decide this and agree, or why it is in their interests")
    given = Authorisation(
        by=act.by,
        why=act.why,
        until=act.until,
        scope=act.scope,
        view=act.view,
        capacity=act.capacity,
    )
    return Authorised(room=act.room, at=now, authorisation=given)


def _plan(act: BeginEpisode | SetPlan, now: Instant) -> Plan:
    return Plan(
        every_min=act.every_min,
        authority=act.authority,
        source=act.source,
        set_by=act.by,
        set_at=now,
        cover=act.cover,
        varied=act.varied,
    )
