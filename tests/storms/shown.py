"""Laws 1 to 4: what is shown of a person, of silence, of alarms and of rates, is so."""

from collections.abc import Callable

from hub.rooms.alarm import PAUSED_MOST
from hub.rooms.alarm_facts import AlarmEnded, AlarmOver
from tests.storms.allowed import (
    FRESH_S,
    LATEST,
    MODULE_S,
    OBEYED_LATE_S,
    SILENT_AFTER_S,
    TICK_S,
    WAKES_S,
    Breaches,
    late_s,
    skew,
    states,
)
from tests.storms.witness import Press, Room, Witness
from ward.conditions import (
    BLANK_SPELL,
    CALL_STILL_UNANSWERED,
    CALL_UNANSWERED,
    INSIDE_UNSEEN,
    NO_BREATHING_SEEN,
    NODE_SILENT,
)
from ward.rooms import RoomId
from ward.units import Instant, Span, seconds
from ward.vitals import Rate, Vital

# ---- law 1: nothing but an observation at the door ends or shortens a blank spell ----------------


def only_real_visits_are_seen(witness: Witness) -> Breaches:
    """Whoever is said to have been seen was: by that visit, and no later than it was."""
    for room_id, state in states(witness):
        if state.seen is not None:
            at = state.seen.at
            yield from not_real(witness, room_id, state.seen.observation.id, at)


def not_real(witness: Witness, room_id: RoomId, observation: str, at: Instant) -> Breaches:
    known = witness.recorded.get(observation)
    if known is None or known[0] != room_id:
        yield f"{room_id} was seen by {observation}, which was never recorded there"
        return
    true_at = known[1]
    if true_at not in witness.good_visits(room_id):
        yield f"{room_id} was seen by {observation}, which was no good visit"
    late = at - witness.hub_time(true_at)
    if not witness.story.hub_steps and late > skew(witness, witness.rooms[room_id]):
        yield f"{room_id} was seen {late.total_seconds():.1f} s later than it was"


def whoever_is_overdue_is_shown_so(witness: Witness) -> Breaches:
    """While the hub is up, a spell that is truly running is an alarm.

    By as much as the hub's clock was set back while no hub could see it, an alarm may be late: what
    was before is dated by the clock of then. An ending that the hub's disk has yet to take is in
    force already: that person is confined no more, by somebody's decision.
    """
    up = witness.hub_up_since
    if up is None or witness.world.now - up < seconds(WAKES_S):
        return
    for room_id, state in states(witness):
        room = witness.rooms[room_id]
        hub = witness.world.hub.round
        if hub is not None and hub.state(room_id).episode is None and room.ended_at is None:
            continue
        allowed = skew(witness, room) + seconds(TICK_S + witness.hub_back_s)
        for_ = witness.overdue_for(room_id, witness.world.now)
        if for_ is not None and for_ > allowed and state.showing(BLANK_SPELL.name) is None:
            yield f"{room_id} is overdue for {for_.total_seconds():.0f} s, and no alarm shows it"


# ---- law 2: an unwatched minute is never shown as a watched one ----------------------------------


def silence_shows(witness: Witness) -> Breaches:
    """A room of which no word can come is silent within its time, or the broker is said away."""
    hub, now = witness.world.hub.round, witness.world.now
    if hub is None or witness.hub_up_since is None:
        return
    for room_id, state in states(witness):
        dark = witness.rooms[room_id].dark_since
        if dark is None:
            continue
        story = witness.story
        unheard = now - max(dark, witness.hub_up_since)
        most = SILENT_AFTER_S + 2 * TICK_S + late_s(story) + story.hub_steps_back_s
        if unheard > seconds(most) and state.showing(NODE_SILENT.name) is None and hub.connected:
            yield f"{room_id} has been dark for {unheard.total_seconds():.0f} s and is not silent"


def nothing_is_fresher_than_it_is(witness: Witness) -> Breaches:
    """No word of a node is dated later than the last that the node can have meant."""
    if witness.story.hub_steps:
        return
    for room_id, state in states(witness):
        room = witness.rooms[room_id]
        newest = {
            "vital": max((heard.observed_at for heard in state.vitals.values()), default=None),
            "readings": max((last.observed_at for last in state.readings.values()), default=None),
        }
        for kind, at in newest.items():
            true_at = room.last_true_at.get(kind)
            if at is None:
                continue
            if true_at is None or at - witness.hub_time(true_at) > skew(witness, room):
                yield f"{room_id} shows {kind} of {at:%H:%M:%S}, last said {true_at}"


# ---- law 3: no alarm about a person is ended, or lost --------------------------------------------


def alarms_are_those_stored(witness: Witness) -> Breaches:
    """What shows is what was stored as begun and not as ended: so before and after a restart."""
    if witness.world.hub.cannot_record:
        return  # then alarms that began show all the same, and those that ended go on
    for room_id, state in states(witness):
        shown = {alarm.id: alarm.condition for alarm in state.alarms}
        if shown != witness.rooms[room_id].alarms:
            yield f"{room_id} shows {sorted(shown)}, stored are {witness.rooms[room_id].alarms}"


def alarms_end_for_a_reason(witness: Witness) -> Breaches:
    """Each that ended since the last look had a reason in truth.

    An ending that a full disk held back is told late: then the reason may be over again, and the
    alarm that followed shows.
    """
    for told_at, ended in witness.ended:
        ahead_s = witness.world.hub.clock.ahead_s(told_at)
        at = min(told_at, ended.at - seconds(ahead_s))
        reasons = _REASONS if isinstance(ended, AlarmEnded) else _OVER
        reason = reasons.get(ended.condition)
        if reason is not None and not reason(witness, ended, at):
            what = "ended" if isinstance(ended, AlarmEnded) else "was over"
            yield f"{ended.room}: the alarm {ended.condition!r} {what} without a reason"
    witness.ended.clear()


def quiet_has_an_end(witness: Witness) -> Breaches:
    """No alarm is quiet for longer, since somebody last pressed, than one press may buy."""
    now = witness.world.now
    for room_id, state in states(witness):
        for alarm in state.alarms:
            acknowledged = witness.acknowledged.get(alarm.id)
            paused = witness.paused.get(alarm.id)
            holds = (
                _may_hold(witness, acknowledged, alarm.acknowledged_most()),
                _may_hold(witness, paused, PAUSED_MOST),
            )
            if not alarm.sounding(witness.hub_time(now)) and not any(holds):
                yield f"{room_id}: {alarm.condition!r} is quiet, pressed {acknowledged or paused}"


def _may_hold(witness: Witness, press: Press | None, most: Span) -> bool:
    """Whether it is no longer ago than that, by as much as its clock went back unnoticed since.

    That is a few seconds at a time; and all of it, where no hub ran that could notice.
    """
    if press is None:
        return False
    now, up = witness.world.now, witness.hub_up_since
    back_s = witness.unnoticed_s - press.unnoticed_s
    if up is None or up > press.at:
        back_s = max(back_s, press.ahead_s - witness.world.hub.clock.ahead_s(now))
    return now - press.at <= most + seconds(TICK_S + back_s)


Ended = AlarmEnded | AlarmOver


def _somebody_came(witness: Witness, ended: Ended, now: Instant) -> bool:
    """So that nobody is overdue any more."""
    for_ = witness.overdue_for(ended.room, now)
    return for_ is None or for_ <= skew(witness, witness.rooms[ended.room])


def _somebody_saw(witness: Witness, ended: Ended, _now: Instant) -> bool:
    """It latches: a full visit since it began, or was last there. No press, and no breath, is one.

    By a hub's clock that was set, nobody can say which of two moments was first.
    """
    visits = witness.good_visits(ended.room)
    if witness.story.hub_steps:
        return bool(visits)
    began = witness.runs_since.get(ended.id)
    allowed = skew(witness, witness.rooms[ended.room]) + seconds(TICK_S)
    return began is not None and any(at >= began - allowed for at in visits)


def _breathes(witness: Witness, ended: Ended, now: Instant) -> bool:
    breathed = witness.rooms[ended.room].breathed_at
    within = seconds(MODULE_S + late_s(witness.story) + 60)
    came = any(now - at <= LATEST for at in witness.good_visits(ended.room))
    return came or (breathed is not None and now - breathed <= within)


def _answered(witness: Witness, ended: Ended, _now: Instant) -> bool:
    return witness.rooms[ended.room].somebody_at_door_at is not None or bool(
        witness.good_visits(ended.room)
    )


Reason = Callable[[Witness, Ended, Instant], bool]
_REASONS: dict[str, Reason] = {
    BLANK_SPELL.name: _somebody_came,
    NO_BREATHING_SEEN.name: _somebody_saw,
    INSIDE_UNSEEN.name: _somebody_saw,
    CALL_UNANSWERED.name: _answered,
    CALL_STILL_UNANSWERED.name: _answered,
}
_OVER: dict[str, Reason] = {NO_BREATHING_SEEN.name: _breathes}


# ---- law 4: no rate without an authorisation, nor of nobody --------------------------------------


def no_rate_that_is_not_so(witness: Witness) -> Breaches:
    """A rate that is shown is allowed, fresh, and of somebody who breathes there."""
    now = witness.world.now
    for room_id, state in states(witness):
        hub_now = witness.hub_time(now)
        heard = state.vitals.get(Vital.BREATHING)
        if heard is None or not isinstance(heard.said, Rate) or state.linked is False:
            continue
        if hub_now - heard.observed_at > seconds(FRESH_S) or not state.authorised(hub_now):
            continue  # not shown
        room = witness.rooms[room_id]
        if not allowed_at(room, now):
            yield f"{room_id} shows a rate, and nobody authorised it"
        within = seconds(FRESH_S + MODULE_S) + skew(witness, room)
        stuck = witness.world.units[room_id].world.radar_stuck
        if witness.story.hub_steps or stuck or "radar stuck" in witness.tally:
            continue
        if room.breathed_at is None or now - room.breathed_at > within:
            yield f"{room_id} shows a rate, and nobody has breathed there since {room.breathed_at}"


def a_node_says_no_rate_unasked(witness: Witness) -> Breaches:
    """Not before it was authorised, nor long after that ran out by a clock that is not slow."""
    for room_id, room in witness.rooms.items():
        for at in room.rates:
            until = [until for begun, until in room.allowed if begun <= at and until is not None]
            late = seconds(OBEYED_LATE_S + room.slow_by_s + late_s(witness.story))
            if not until or (
                not witness.story.hub_steps and witness.hub_time(at) > max(until) + late
            ):
                yield f"{room_id} said a rate at {at:%H:%M:%S}, authorised until {until}"
                return


def allowed_at(room: Room, _now: Instant) -> bool:
    """By the last word that was stored on it."""
    return bool(room.allowed) and room.allowed[-1][1] is not None
