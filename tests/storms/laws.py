"""The laws, each a small function over what was seen: it yields a sentence for each breach."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from hub.rooms.facts import AlarmEnded, Happened, Observed
from hub.rooms.state import RoomState
from hub.round import Round
from tests.storms.story import Story
from tests.storms.witness import Number, Room, Witness
from ward.conditions import BLANK_SPELL, CALL_UNANSWERED, NO_BREATHING_SEEN, NODE_SILENT
from ward.envelope import HappeningBody, ObservationBody
from ward.rooms import RoomId
from ward.units import Instant, Span, minutes, seconds
from ward.vitals import Rate, Vital

Breaches = Iterator[str]
Law = Callable[[Witness], Breaches]

SKEW_S = 2.0  # a clock no farther ahead than this is believed; hub/ingest/doorkeeper.py
TICK_S = 1.0
SILENT_AFTER_S = 11.0  # two periods of health and a second
FRESH_S = 15.0  # hub/panel/measured.py
MODULE_S = 12.0  # six until it says "none", its report and the node's word three each
WAKES_S = 3.0  # a hub that was just started
OBEYED_LATE_S = 6.0  # a clock so far behind may be believed, and a second's tick
LATEST = minutes(4)  # so late a visit may be told of in a story


def late_s(story: Story) -> float:
    """By how much the weather may make a word older than it seems: two stretches of wire."""
    return 2 * story.late_most_s if story.rough else 0.0


def skew(witness: Witness, room: Room) -> Span:
    """How much later than it was a moment may be believed to have been."""
    return seconds(SKEW_S + TICK_S + late_s(witness.story) + max(0.0, room.wrong_by_s))


# ---- 1: nothing but an observation at the door ends or shortens a blank spell -------------------


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
    """While the hub is up, a spell that is truly running is an alarm."""
    up = witness.hub_up_since
    if up is None or witness.world.now - up < seconds(WAKES_S):
        return
    for room_id, state in states(witness):
        room = witness.rooms[room_id]
        allowed = skew(witness, room) + seconds(TICK_S + witness.story.hub_steps_back_s)
        for_ = witness.overdue_for(room_id, witness.world.now)
        if for_ is not None and for_ > allowed and state.showing(BLANK_SPELL.name) is None:
            yield f"{room_id} is overdue for {for_.total_seconds():.0f} s, and no alarm shows it"


# ---- 2: an unwatched minute is never shown as a watched one -------------------------------------


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


# ---- 3: no alarm about a person is ended, or lost -----------------------------------------------


def alarms_are_those_stored(witness: Witness) -> Breaches:
    """What shows is what was stored as begun and not as ended: so before and after a restart."""
    if witness.world.hub.cannot_record:
        return  # then alarms that began show all the same, and those that ended go on
    for room_id, state in states(witness):
        shown = {alarm.id: alarm.condition for alarm in state.alarms}
        if shown != witness.rooms[room_id].alarms:
            yield f"{room_id} shows {sorted(shown)}, stored are {witness.rooms[room_id].alarms}"


def alarms_end_for_a_reason(witness: Witness) -> Breaches:
    """Each that ended since the last look had a reason in truth."""
    for at, ended in witness.ended:
        reason = _REASONS.get(ended.condition)
        if reason is not None and not reason(witness, ended, at):
            yield f"{ended.room}: the alarm {ended.condition!r} ended without a reason"
    witness.ended.clear()


def _somebody_came(witness: Witness, ended: AlarmEnded, now: Instant) -> bool:
    """So that nobody is overdue any more."""
    for_ = witness.overdue_for(ended.room, now)
    return for_ is None or for_ <= skew(witness, witness.rooms[ended.room])


def _breathes(witness: Witness, ended: AlarmEnded, now: Instant) -> bool:
    breathed = witness.rooms[ended.room].breathed_at
    within = seconds(MODULE_S + late_s(witness.story) + 60)
    came = any(now - at <= LATEST for at in witness.good_visits(ended.room))
    return came or (breathed is not None and now - breathed <= within)


def _answered(witness: Witness, ended: AlarmEnded, _now: Instant) -> bool:
    return witness.rooms[ended.room].somebody_at_door_at is not None or bool(
        witness.good_visits(ended.room)
    )


_REASONS: dict[str, Callable[[Witness, AlarmEnded, Instant], bool]] = {
    BLANK_SPELL.name: _somebody_came,
    NO_BREATHING_SEEN.name: _breathes,
    CALL_UNANSWERED.name: _answered,
}


# ---- 4: no rate without an authorisation, nor of nobody -----------------------------------------


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


# ---- 5: orders ----------------------------------------------------------------------------------


def orders_are_obeyed_once_in_time_and_here(witness: Witness) -> Breaches:
    counted: Counter[str] = Counter()
    for room_id, room in witness.rooms.items():
        for order_id, boot, at in room.obeyed:
            counted[order_id] += 1
            asked = witness.orders.get(order_id)
            if asked is None:
                yield f"{room_id} obeyed {order_id}, which nobody asked"
                continue
            order = asked.order
            if order.room != room_id:
                yield f"{room_id} obeyed an order for {order.room}"
            if order.boot != boot:
                yield f"{boot} obeyed an order for {order.boot}"
            late = (witness.hub_time(at) - order.expires_at).total_seconds()
            most = OBEYED_LATE_S + late_s(witness.story)
            if not witness.story.hub_steps and late > most:
                yield f"{room_id} obeyed an order {late:.0f} s after it expired"
    yield from (
        f"{order} was obeyed {count} times" for order, count in counted.items() if count > 1
    )


# ---- 6: what is receipted is stored, and all that was owed arrives, once ------------------------


def receipts_are_for_what_is_stored(witness: Witness) -> Breaches:
    """At the moment it is said; what is given up for lost is stored as such."""
    for at, receipt, on_disk in witness.receipts:
        numbers = {*receipt.numbers, *range(1, receipt.through + 1)}
        covered = {(receipt.boot, n) for n in numbers}
        missing = covered - on_disk - witness.lost[receipt.room]
        if missing:
            yield f"{receipt.room}: receipted at {at:%H:%M:%S}, not stored: {sorted(missing)[:5]}"
    witness.receipts.clear()


def nothing_is_stored_twice(witness: Witness) -> Breaches:
    for (room, boot, n), count in witness.stored.items():
        if count > 1:
            yield f"{room}: number {n} of {boot} is stored {count} times"


def what_is_stored_is_what_was_said(witness: Witness) -> Breaches:
    """And by that room's own node: rooms never mix."""
    for _, fact in witness.facts:
        if not isinstance(fact, Happened | Observed):
            continue
        said = witness.rooms[fact.room].said.get((fact.boot, fact.n))
        match said, fact:
            case HappeningBody(happening=meant), Happened(happening=stored):
                same = meant == stored
            case ObservationBody(observation=saw), Observed(observation=kept):
                same = saw == kept
            case _:
                same = False
        if not same:
            yield f"{fact.room}: number {fact.n} of {fact.boot} is stored as it was never said"


def all_that_was_owed_has_come(witness: Witness) -> Breaches:
    """After settling: what a node stored, and what the running one said, is here or known lost."""
    for room_id, room in witness.rooms.items():
        boot = witness.world.units[room_id].boot
        owed = room.disk | {number for number in room.said if number[0] == boot}
        single = {n for n in owed if room.said[n].kind in ("happening", "observation")}
        arrived = {(b, n) for r, b, n in witness.stored if r == room_id}
        gone = single - arrived - witness.lost[room_id]
        if gone:
            yield f"{room_id}: never arrived: {sorted(gone)[:5]}"
        took = witness.world.hub.disk.took
        here = {
            (b, n)
            for (r, b), each in took.items()
            if r == room_id
            for first, last in each.stretches
            for n in range(first, last + 1)
        }
        if missing := owed - here - witness.lost[room_id]:
            yield f"{room_id}: not taken: {sorted(missing)[:5]}"


def nothing_that_was_kept_is_given_up(witness: Witness) -> Breaches:
    """What is called lost was on no disk, and is not of the node that runs."""
    for room_id, lost in witness.lost.items():
        boot = witness.world.units[room_id].boot
        kept = {number for number in lost if number[0] == boot or number in disk(witness, room_id)}
        if kept:
            yield f"{room_id}: given up, though its node kept it: {sorted(kept)[:5]}"


def disk(witness: Witness, room_id: RoomId) -> set[Number]:
    return witness.rooms[room_id].disk


def nobody_owes_anything(witness: Witness) -> Breaches:
    """After settling, no node holds anything older than its next receipt."""
    for room_id, state in states(witness):
        unit = witness.world.units[room_id]
        if state.health is None:
            yield f"{room_id} has no health"
            continue
        before = [owes for owes in state.health.owes if owes.boot != unit.boot]
        owed = sum(owes.count for owes in state.health.owes)
        if before or owed > OWED_AT_REST:
            yield f"{room_id} still owes {state.health.owes}"


OWED_AT_REST = 12  # numbers: what is said within two receipts


def numbers_come_in_order(witness: Witness) -> Breaches:
    """On a wire that loses, overtakes and delays nothing, and never was cut."""
    if not witness.tally["in order"]:
        return
    last: dict[str, int] = {}
    for _, fact in witness.facts:
        if isinstance(fact, Happened | Observed):
            if fact.n <= last.get(fact.boot, 0):
                yield f"{fact.room}: number {fact.n} of {fact.boot} after {last[fact.boot]}"
            last[fact.boot] = fact.n


def the_state_is_its_facts(witness: Witness) -> Breaches:
    """To the byte, from the beginning."""
    hub = witness.world.hub
    if hub.round is None:
        yield "the hub is down after the storm"
        return
    anew = Round(hub.site, witness.world.now)
    anew.replay(hub.disk.read())
    live, again = dict(hub.round.written()), dict(anew.written())
    for room_id in witness.rooms:
        if live[room_id] != again[room_id]:
            yield f"{room_id} is not what its facts add up to"


# ---- 7: rooms never mix; and nothing breaks -----------------------------------------------------


def rooms_never_mix(witness: Witness) -> Breaches:
    """A room's facts, boots and orders bear its own name."""
    for _, fact in witness.facts:
        boot = getattr(fact, "boot", None)
        if boot is not None and not boot.startswith(f"{fact.room.slug}-"):
            yield f"{fact.room} has a fact of {boot}"
    for room_id, state in states(witness):
        if state.room != room_id or any(fact.room != room_id for fact in state.recent):
            yield f"{room_id} shows what is another's"


def nothing_broke(witness: Witness) -> Breaches:
    hub = witness.world.hub.round
    if hub is not None and hub.counters.get("rooms that failed"):
        yield "a room of the hub failed"
    for room_id, state in states(witness):
        if state.showing("rule broken") is not None:
            yield f"{room_id}: a rule is broken"


def states(witness: Witness) -> Sequence[tuple[RoomId, RoomState]]:
    """Of every room, as it shows now; none while the hub is down."""
    return witness.shown


ALWAYS: tuple[Law, ...] = (
    only_real_visits_are_seen,
    whoever_is_overdue_is_shown_so,
    silence_shows,
    nothing_is_fresher_than_it_is,
    alarms_are_those_stored,
    alarms_end_for_a_reason,
    no_rate_that_is_not_so,
    receipts_are_for_what_is_stored,
    nothing_broke,
)
AT_THE_END: tuple[Law, ...] = (
    orders_are_obeyed_once_in_time_and_here,
    nothing_is_stored_twice,
    what_is_stored_is_what_was_said,
    all_that_was_owed_has_come,
    nothing_that_was_kept_is_given_up,
    nobody_owes_anything,
    a_node_says_no_rate_unasked,
    numbers_come_in_order,
    the_state_is_its_facts,
    rooms_never_mix,
)
