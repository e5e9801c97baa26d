"""Laws 5 to 7: orders, what is receipted, stored and owed, and rooms that never mix."""

from collections import Counter

from hub.rooms.facts import Happened, Observed
from hub.round import Round
from tests.storms.allowed import (
    OBEYED_LATE_S,
    Breaches,
    late_s,
    states,
)
from tests.storms.witness import Number, Witness
from ward.envelope import HappeningBody, ObservationBody
from ward.rooms import RoomId

# ---- law 5: orders -------------------------------------------------------------------------------


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


# ---- law 6: what is receipted is stored, and all that was owed arrives, once ---------------------


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


# ---- law 7: rooms never mix; and nothing breaks --------------------------------------------------


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
