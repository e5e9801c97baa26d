"""What a node kept through an outage, taken in: for the charts and the record, and no news."""

from collections.abc import Iterable, Iterator

from hub.effects import Chart
from hub.hearing import SENSORS_MOST
from hub.ingest.doorkeeper import Admitted
from hub.rooms.alarm_facts import Passed
from hub.rooms.evolve import SAME_STOP
from hub.rooms.facts import BreathingStopped
from hub.rooms.state import RoomState
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.conditions import NO_BREATHING_SEEN
from ward.envelope import ReadingsBody, VitalBody
from ward.units import Instant, seconds
from ward.vitals import NotBreathing, Rate, Said, Vital


def points_of(state: RoomState, kept: Iterable[Admitted]) -> tuple[Chart, ...]:
    """The points in it. Nothing is shown by them now, and where the time is not known is none."""
    points: list[Chart] = []
    sensors = set(state.readings)
    for said in kept:
        at = said.observed_at
        match said.envelope.body:
            case _ if said.untimed:
                continue
            case ReadingsBody(readings=readings):
                for reading in readings:
                    sensors.add((reading.quantity, reading.sensor))
                    if isinstance(reading.value, float) and len(sensors) <= SENSORS_MOST:
                        points.append(
                            Chart(state.room, reading.quantity, reading.sensor, at, reading.value)
                        )
            case VitalBody(vital=vital, said=Rate(per_minute=rate), commissioned=True) if (
                state.was_authorised(vital, at)
            ):
                points.append(Chart(state.room, vital, "radar", at, rate))
    return tuple(points)


def passed_in(
    state: RoomState, kept: Iterable[Admitted], limits: Limits, now: Instant
) -> tuple[Passed, ...]:
    """Spells without breathing movement that are over, and one of which the end is not told yet.

    Whatever shows at present, or has shown, is not of the past: it is left alone.
    """
    told = stop = state.past_stop
    facts: list[Passed] = []
    for said, word in _words_on_breathing(kept):
        at = said.observed_at
        if isinstance(word, NotBreathing) and state.was_authorised(Vital.BREATHING, at):
            since = said.believed(word.since)
            if _is_known(state, since) or (stop is not None and abs(since - stop) <= SAME_STOP):
                continue
            if stop is not None:
                facts.append(passed(state, stop, since, now))
            stop = since
        elif isinstance(word, Rate) and stop is not None and at > stop:
            if stop == told or at - stop >= seconds(limits.no_breathing_s):
                facts.append(passed(state, stop, at, now))
            stop = None
    if stop is not None and stop != told:
        facts.append(passed(state, stop, None, now))
    return tuple(facts)


def _words_on_breathing(kept: Iterable[Admitted]) -> Iterator[tuple[Admitted, Said]]:
    """Each of which it is known when it was said."""
    for said in kept:
        body = said.envelope.body
        if isinstance(body, VitalBody) and body.vital is Vital.BREATHING and not said.untimed:
            yield said, body.said


def settled(state: RoomState, now: Instant) -> tuple[Passed | BreathingStopped, ...]:
    """What becomes of a spell of the past of which nothing more is told, once a word is heard.

    It ended, at the latest, by a rate or a visit after it, or when breathing stopped anew. By no
    doubt: as one that is told at once, it stands until there is a rate, or somebody at the door.
    """
    stop, heard = state.past_stop, state.vitals.get(Vital.BREATHING)
    if stop is None or heard is None or isinstance(heard.said, NotBreathing):
        return ()
    ends = (heard.rate_at, state.not_breathing_since, state.seen.at if state.seen else None)
    ended_at = min((at for at in ends if at is not None and at > stop), default=None)
    if ended_at is None:
        return (BreathingStopped(room=state.room, at=now, since=stop),)
    return (passed(state, stop, ended_at, now),)


def unsettled(state: RoomState, now: Instant) -> tuple[Passed | BreathingStopped, ...]:
    """What becomes of such a spell when the confinement ends: whoever is next must not end it.

    What nothing ended by then has not ended: no click takes back a breathing that stopped.
    """
    if state.past_stop is None:
        return ()
    still = BreathingStopped(room=state.room, at=now, since=state.past_stop)
    return settled(state, now) or (still,)


def passed(state: RoomState, began_at: Instant, ended_at: Instant | None, now: Instant) -> Passed:
    lasted = f" for {lasting(ended_at - began_at)}" if ended_at else ""
    return Passed(
        room=state.room,
        at=now,
        condition=NO_BREATHING_SEEN.name,
        began_at=began_at,
        ended_at=ended_at,
        words=f"No breathing movement seen{lasted}",
    )


def _is_known(state: RoomState, since: Instant) -> bool:
    """Whether this spell is, or was, an alarm of its own when it was so."""
    return state.stopped_at is not None and abs(since - state.stopped_at) <= SAME_STOP
