"""A whole node, fed a night: what it says, to whom, and what it never does."""

import struct
from collections.abc import Iterable
from itertools import pairwise
from math import pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.events import (
    Arrived,
    AskedAtDoor,
    BadgeSensed,
    CallSensed,
    Connected,
    DialSensed,
    Disconnected,
    DoorSensed,
    Event,
    FaultBegan,
    FaultEnded,
    Follows,
    FormCompleted,
    LockSensed,
    Measured,
    Positions,
    PresenceSensed,
    RadarBytes,
    RadarLost,
    Recorded,
    Send,
    TalkSensed,
)
from edge.node import Node
from tests.edge.night import (
    AMAS_CARD,
    ASH_4,
    ASH_5,
    BOOT,
    FITTED,
    SEEN_WELL,
    STRANGERS_CARD,
    arrived,
    at,
    authorised,
    care,
    confined,
    order,
    profile,
    wall,
)
from tests.edge.test_decode import framed
from tests.wire import mr60bha2 as golden
from ward.announcements import Receipt, Status
from ward.codec import decode, encode, parse, parse_topic
from ward.envelope import Body, Envelope, HealthBody, Link, Owes
from ward.grading import Grade
from ward.happenings import Dial, Place
from ward.observations import Content
from ward.orders import Lamp, LightAsked, Order, Outcome, Refusal, TemperatureAsked
from ward.readings import Missing, Quantity, Reading
from ward.rooms import RoomId
from ward.units import minutes
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said, Vital

CAME, WENT = PresenceSensed(Place.DOORSIDE, True), PresenceSensed(Place.DOORSIDE, False)
AMA_TAPS = BadgeSensed(AMAS_CARD)
A_LOOK = FormCompleted(SEEN_WELL)


def node(room: RoomId = ASH_4, boot: str = BOOT) -> Node:
    return Node(room, boot, "0.1", "simulated", FITTED, at(0))


def linked(made: Node | None = None, second: float = 0) -> Node:
    made = made or node()
    acknowledge(made, made.feed(Connected(), at(second)), second)
    return made


def sends(follows: Iterable[Follows]) -> list[Send]:
    return [follow for follow in follows if isinstance(follow, Send)]


def envelopes(follows: Iterable[Follows]) -> list[Envelope]:
    return [send.message for send in sends(follows) if isinstance(send.message, Envelope)]


def bodies(follows: Iterable[Follows], kind: str) -> list[Body]:
    return [envelope.body for envelope in envelopes(follows) if envelope.body.kind == kind]


def acknowledge(made: Node, follows: Iterable[Follows], second: float) -> None:
    """The hub stores all of it and says so."""
    numbers = tuple(envelope.n for envelope in envelopes(follows))
    made.feed(arrived(Receipt(room=made.room, boot=BOOT, numbers=numbers), made.room), at(second))


def health(made: Node, second: float) -> HealthBody:
    made.feed(Disconnected(), at(second))
    (body,) = bodies(made.feed(Connected(), at(second)), "health")
    assert isinstance(body, HealthBody)
    return body


def run(made: Node, begin_s: float, end_s: float, every_s: float = 0.25) -> list[Follows]:
    """Tick it four times a second, as its shell does."""
    count = round((end_s - begin_s) / every_s)
    return [f for i in range(count) for f in made.tick(at(begin_s + i * every_s))]


def hubs_word(second: float) -> Status:
    return Status(room=ASH_4, at=wall(second), linked=True)


def visit(made: Node, second: float, stays_s: float, form: Event = A_LOOK) -> tuple[Follows, ...]:
    made.feed(CAME, at(second))
    made.feed(AMA_TAPS, at(second + 1))
    follows = made.feed(form, at(second + 1 + stays_s))
    made.feed(WENT, at(second + 2 + stays_s))
    return follows


def recorded(follows: Iterable[Follows]) -> Recorded:
    (found,) = (follow for follow in follows if isinstance(follow, Recorded))
    return found


# ---- on and off the wire ---------------------------------------------------------------------


def test_on_the_wire_it_says_so_first_then_what_it_owes_then_its_health() -> None:
    first, *vitals, second, third = sends(node().feed(Connected(), at(2)))
    assert [one.topic for one in vitals] == ["attune/v1/ash/04/vitals"] * 2
    assert first == Send("attune/v1/ash/04/link", Link(room=ASH_4, boot=BOOT, linked=True), True)
    assert isinstance(second.message, Envelope)
    assert second.message.body.model_dump()["happening"] == {"what": "boot", "version": "0.1"}
    assert third.topic == "attune/v1/ash/04/health"


def test_its_last_will_says_that_it_is_gone() -> None:
    will = node().will()
    assert will.retained
    assert will.message == Link(room=ASH_4, boot=BOOT, linked=False)


def test_what_happened_while_alone_is_told_later_with_its_own_time() -> None:
    made = node()
    made.feed(CallSensed(), at(10))
    _, call = [
        one for one in envelopes(made.feed(Connected(), at(100))) if one.body.kind == "happening"
    ]
    assert call.body.model_dump()["happening"] == {"what": "call"}
    assert (call.at, call.up, call.sent_at, call.age_s) == (wall(10), 10, wall(100), 90)


def test_what_the_hub_has_not_receipted_is_told_again_after_each_reconnection() -> None:
    made = linked()
    made.feed(CallSensed(), at(10))
    acknowledge(made, made.feed(CallSensed(), at(11)), 11)
    made.feed(Disconnected(), at(12))
    again = made.feed(Connected(), at(13))
    assert len(bodies(again, "happening")) == 1


def test_a_receipt_for_another_boot_lets_go_of_nothing() -> None:
    made = linked()
    told = envelopes(made.feed(CallSensed(), at(10)))
    other = Receipt(room=ASH_4, boot="b-before", numbers=tuple(e.n for e in told))
    made.feed(arrived(other), at(11))
    made.feed(Disconnected(), at(12))
    assert len(bodies(made.feed(Connected(), at(13)), "happening")) == 1


@pytest.mark.hazard("H-11")
def test_a_hub_that_is_back_after_its_node_hears_of_the_room_at_once() -> None:
    """What the node said when it connected, nobody heard."""
    made = linked()
    made.feed(Disconnected(), at(60))
    assert len(bodies(made.feed(Connected(), at(63)), "health")) == 1
    kept = made.feed(arrived(hubs_word(50), retained=True), at(63.1))
    assert bodies(kept, "health") == []  # the broker's, and no sign of a hub
    assert len(bodies(made.feed(arrived(hubs_word(63)), at(63.2)), "health")) == 1
    assert bodies(made.feed(arrived(hubs_word(64)), at(63.3)), "health") == []  # once is enough


@pytest.mark.hazard("H-11")
def test_whoever_is_back_on_the_wire_says_how_somebody_breathes_before_what_is_past() -> None:
    """Also to a hub that is back after it; and no oftener than each second from then on."""
    made = linked()
    run(made, 1, 10)
    made.feed(Disconnected(), at(10.25))
    for call in range(40):
        made.feed(CallSensed(), at(10.5 + call))
    made.tick(at(50.75))
    told = [one.body.kind for one in envelopes(made.feed(Connected(), at(51)))]
    assert told[0] == "vital"
    assert "happening" in told
    assert bodies(made.tick(at(51.5)), "vital") == []
    made.feed(arrived(hubs_word(51.6)), at(51.6))
    assert len(bodies(made.tick(at(51.75)), "vital")) == 1
    made.feed(arrived(hubs_word(51.8)), at(51.8))
    assert bodies(made.tick(at(52)), "vital") == []


@pytest.mark.hazard("H-07")
def test_readings_that_nobody_could_hear_are_numbered_and_owed() -> None:
    made = node()
    reading = Reading(quantity=Quantity.CO2, sensor="scd4x", value=700.0)
    made.feed(Measured((reading,)), at(1))
    follows = made.feed(Connected(), at(2))
    assert bodies(follows, "readings") == []  # they are no news any more
    (body,) = bodies(follows, "health")
    assert isinstance(body, HealthBody)
    assert body.owes == (Owes(boot=BOOT, oldest=1, count=4),)  # a boot, two vital signs
    (said,) = envelopes(made.feed(Measured((reading,)), at(3)))
    assert said.n == 5


@pytest.mark.hazard("H-11")
def test_old_readings_come_after_how_the_room_is() -> None:
    """To unpack what was kept takes a while, and the hub is blind until it hears the room."""
    made = node()
    reading = Reading(quantity=Quantity.CO2, sensor="scd4x", value=700.0)
    made.feed(Measured((reading,)), at(1))
    run(made, 1, 70)
    told = [type(send.message).__name__ for send in sends(made.feed(Connected(), at(71)))]
    assert told == ["Link", *["Envelope"] * 5]  # breathing, heart, boot, call line, health
    later = [type(send.message).__name__ for send in sends(made.tick(at(71.25)))]
    assert "Backlog" in later


def test_health_comes_at_least_every_five_seconds_and_vitals_each_second() -> None:
    made = linked()
    follows = run(made, 0, 60)
    health_at = [e.up for e in envelopes(follows) if e.body.kind == "health"]
    gaps = [b - a for a, b in pairwise(health_at)]
    assert max(gaps) <= 5
    vitals = [b.vital for b in bodies(follows, "vital") if b.kind == "vital"]
    assert 58 <= vitals.count(Vital.BREATHING) <= 60
    assert 11 <= vitals.count(Vital.HEART) <= 13


def test_numbers_run_without_a_gap_while_it_is_on_the_wire() -> None:
    made = node()
    follows = [*made.feed(Connected(), at(0)), *run(made, 0, 20), *made.feed(CallSensed(), at(20))]
    owed = [envelope for envelope in envelopes(follows) if envelope.body.kind != "health"]
    numbers = sorted({envelope.n for envelope in owed})
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_sensors_first_word_is_in_the_standing_and_is_no_happening() -> None:
    made = linked()
    assert bodies(made.feed(LockSensed(True), at(1)), "happening") == []
    assert health(made, 2).standing.locked is True
    assert len(bodies(made.feed(LockSensed(False), at(3)), "happening")) == 1


# ---- observations ------------------------------------------------------------------------------


def watched(every_min: int = 15) -> Node:
    made = linked()
    made.feed(arrived(care(confinement=confined(every_min=every_min))), at(1))
    return made


def test_ama_comes_looks_and_records_and_the_timer_begins_anew() -> None:
    made = watched()
    follows = visit(made, 600, stays_s=20)
    found = recorded(follows)
    assert found.graded.grade is Grade.FULL
    assert found.observation.id.startswith(f"{BOOT}-")
    assert found.observation.evidence.by == "s1"
    (sent,) = [e for e in envelopes(follows) if e.body.kind == "observation"]
    assert found.observation.id == f"{BOOT}-{sent.n}"
    view = made.door(at(700))
    assert (view.seen_at, view.seen_by) == (wall(621), "A.O.")
    assert view.due_at == wall(621) + minutes(15)
    assert view.last_recorded == found


@pytest.mark.parametrize(
    ("stays_s", "form", "tap"),
    [
        (9.0, A_LOOK, AMA_TAPS),
        (30.0, FormCompleted(Content()), AMA_TAPS),
        (30.0, A_LOOK, BadgeSensed(STRANGERS_CARD)),
        (30.0, A_LOOK, CallSensed()),
    ],
    ids=["a tap in passing", "an empty form", "a stranger's card", "no card"],
)
def test_less_than_badge_stay_and_content_is_recorded_and_ends_nothing(
    stays_s: float, form: FormCompleted, tap: Event
) -> None:
    made = watched()
    made.feed(CAME, at(600))
    made.feed(tap, at(600))
    follows = made.feed(form, at(600 + stays_s))
    assert not recorded(follows).graded.ends_spell
    assert len(bodies(follows, "observation")) == 1
    assert made.door(at(700)).seen_at is None


def test_a_form_with_nobody_in_front_is_still_recorded() -> None:
    found = recorded(watched().feed(A_LOOK, at(600)))
    assert found.graded.grade is Grade.NONE
    assert found.observation.came_at == wall(600)


def test_one_tap_backs_one_look() -> None:
    made = watched()
    made.feed(CAME, at(600))
    made.feed(AMA_TAPS, at(600))
    assert recorded(made.feed(A_LOOK, at(620))).graded.ends_spell
    assert not recorded(made.feed(A_LOOK, at(1500))).graded.ends_spell


@pytest.mark.hazard("H-07")
def test_an_observation_made_alone_is_owed_until_the_hub_has_it() -> None:
    made = watched()
    made.feed(Disconnected(), at(500))
    follows = visit(made, 600, stays_s=20)
    assert envelopes(follows) == []
    assert recorded(follows).graded.ends_spell
    (kept,) = [
        e for e in envelopes(made.feed(Connected(), at(5000))) if e.body.kind == "observation"
    ]
    assert kept.at == wall(621)


def test_the_hubs_word_on_a_look_elsewhere_counts_and_one_in_the_future_does_not() -> None:
    made = watched()
    status = Status(room=ASH_4, at=wall(300), linked=True, seen_at=wall(290), seen_by="B.R.")
    made.feed(arrived(status, retained=True), at(300))
    assert made.door(at(301)).due_at == wall(290) + minutes(15)
    made.feed(arrived(status.model_copy(update={"seen_at": wall(9000)})), at(302))
    assert made.door(at(303)).seen_at == wall(290)
    assert health(made, 304).counters["future-dated"] == 1


# ---- care ------------------------------------------------------------------------------------


def test_care_only_ever_rises() -> None:
    made = linked()
    made.feed(arrived(care(3, suits=profile(3, main=0.5)), retained=True), at(1))
    made.feed(arrived(care(2, suits=profile(9, main=0.9))), at(2))
    assert health(made, 3).care_version == 3
    assert made.door(at(4)).in_force.main_light == 0.5


def test_care_for_another_room_is_turned_away_and_counted() -> None:
    made = linked()
    made.feed(Arrived("attune/v1/ash/04/care", encode(care(7, room=ASH_5)), False), at(1))
    made.feed(arrived(care(7, room=ASH_5), ASH_5), at(1))
    found = health(made, 2)
    assert found.care_version == 0
    assert found.counters["wrong room"] == 2


# ---- orders ----------------------------------------------------------------------------------


def answered(made: Node, event: Event, second: float) -> tuple[str, Refusal | None]:
    (body,) = bodies(made.feed(event, at(second)), "answer")
    assert body.kind == "answer"
    return body.answer.outcome, body.answer.refusal


def test_an_order_in_time_is_done_and_answered_at_once() -> None:
    made = linked()
    asked = order(asked=LightAsked(lamp=Lamp.MAIN, level=0.2), asked_s=5)
    assert answered(made, arrived(asked), 6) == (Outcome.DONE, None)
    assert made.door(at(6)).in_force.main_light == 0.2


@pytest.mark.parametrize(
    ("event", "refusal"),
    [
        (arrived(order(lasts_s=3)), Refusal.EXPIRED),
        (arrived(order(boot="b-before")), Refusal.OTHER_BOOT),
        (arrived(order(), retained=True), Refusal.RETAINED),
        (arrived(order(asked=TemperatureAsked(celsius=31))), Refusal.OUT_OF_BOUNDS),
        (arrived(order(room=ASH_5)), Refusal.WRONG_ROOM),
    ],
)
def test_an_order_not_to_be_obeyed_is_answered_with_why(event: Event, refusal: Refusal) -> None:
    made = linked()
    before = made.door(at(5)).in_force
    assert answered(made, event, 5) == (Outcome.REFUSED, refusal)
    assert made.door(at(5)).in_force == before


def test_an_order_to_a_stopped_node_is_not_obeyed_when_it_returns() -> None:
    returned = node(boot="b-after")
    returned.feed(Connected(), at(60))
    assert answered(returned, arrived(order(asked_s=50)), 61) == (
        Outcome.REFUSED,
        Refusal.OTHER_BOOT,
    )


def test_an_order_on_another_rooms_topic_is_none_of_its_business() -> None:
    made = linked()
    assert bodies(made.feed(arrived(order(room=ASH_5), ASH_5), at(5)), "answer") == []


def test_a_node_whose_clock_is_proven_slow_obeys_nothing_and_says_so() -> None:
    made = linked()
    made.feed(arrived(Status(room=ASH_4, at=wall(7200), linked=True)), at(4, synced=False))
    (body,) = bodies(made.feed(arrived(order(asked_s=7201)), at(5, synced=False)), "answer")
    assert body.kind == "answer"
    assert body.answer.refusal is Refusal.EXPIRED
    assert "clock" in made.door(at(6, synced=False)).faults[0]


def test_a_clock_that_nobody_synchronises_but_nothing_disproves_serves() -> None:
    made = linked()
    (body,) = bodies(made.feed(arrived(order(asked_s=8)), at(6, synced=False)), "answer")
    assert body.kind == "answer"
    assert body.answer.outcome is Outcome.DONE
    late = made.feed(arrived(order("o2", asked_s=-100)), at(7, synced=False))
    (body,) = bodies(late, "answer")
    assert body.kind == "answer"
    assert body.answer.refusal is Refusal.EXPIRED


@pytest.mark.hazard("H-24")
def test_a_node_alone_keeps_the_profile_and_its_dials() -> None:
    made = linked()
    made.feed(arrived(care()), at(1))
    made.feed(Disconnected(), at(2))
    made.feed(DialSensed(Dial.TEMPERATURE, 2), at(3))
    made.feed(AskedAtDoor(LightAsked(lamp=Lamp.MAIN, level=0.5)), at(4))
    positions = [f for f in run(made, 4, 20) if isinstance(f, Positions)]
    assert positions[-1].main_light == pytest.approx(0.5)
    assert made.door(at(20)).in_force.temperature_c == 22


# ---- the indicator, positions ----------------------------------------------------------------


def lit(made: Node, second: float) -> bool:
    said = [f for f in run(made, second, second + 6) if isinstance(f, Positions)]
    return said[-1].indicator


def test_the_indicator_calls_when_somebody_should_have_come() -> None:
    made = watched(every_min=10)
    assert not lit(made, 590)
    assert lit(made, 600)
    visit(made, 610, stays_s=15)
    assert not lit(made, 630)


def test_the_indicator_calls_when_nobody_elsewhere_could_know() -> None:
    made = node()
    assert lit(made, 0)
    made.feed(Connected(), at(10))
    assert not lit(made, 10)
    made.feed(Disconnected(), at(20))
    assert lit(made, 20)


def test_the_light_fades_in_from_dark_and_positions_are_said_again_now_and_then() -> None:
    made = linked()
    made.feed(arrived(care(suits=profile(main=1.0))), at(0))
    said = [f for f in run(made, 0, 20) if isinstance(f, Positions)]
    assert said[0].main_light == 0.0
    jumps = [b.main_light - a.main_light for a, b in pairwise(said)]
    assert max(jumps) <= 0.025 + 1e-9
    resting = [f for f in run(made, 20, 40) if isinstance(f, Positions)]
    assert 3 <= len(resting) <= 6
    assert resting[-1].main_light == 1.0


def test_the_room_is_heated_by_what_is_measured_and_not_without() -> None:
    made = linked()
    made.feed(arrived(care(suits=profile(celsius=22))), at(0))
    cold = Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=18.0)
    positions: list[Follows] = []
    for second in range(0, 600, 30):
        made.feed(Measured((cold,)), at(second))
        positions += run(made, second, second + 30)
    assert made.door(at(600)).temperature_c == 18
    assert any(f.heating for f in positions if isinstance(f, Positions))
    alone = [f.heating for f in run(made, 600, 700) if isinstance(f, Positions)]
    assert not alone[-1]  # the last reading is a minute old, and says nothing of now
    assert made.door(at(700)).temperature_c is Missing.SENSOR_LOST


# ---- breathing -------------------------------------------------------------------------------


def breathing_bytes(second: float) -> bytes:
    swing = 3 * sin(2 * pi * (14 * second / 60 + 0.15 * sin(second / 5)))
    somebody = framed(0x0F09, b"\x01") + framed(0x0A14, struct.pack("<f", 23.0))
    return framed(0x0A13, struct.pack("<3f", swing, 0, 0)) + somebody


def breathe(made: Node, begin_s: float, end_s: float, stops_s: float = 1e9) -> list[Follows]:
    follows: list[Follows] = []
    for i in range(round((end_s - begin_s) * 8)):
        now = at(begin_s + i / 8)
        follows += made.feed(RadarBytes(breathing_bytes(min(now.up_s, stops_s))), now)
        follows += made.tick(now)
    return follows


def all_said(follows: Iterable[Follows]) -> list[Said]:
    said = [body for body in bodies(follows, "vital") if body.kind == "vital"]
    return [body.said for body in said if body.vital is Vital.BREATHING]


def last_said(follows: Iterable[Follows]) -> Said:
    return all_said(follows)[-1]


def test_a_breath_comes_through_the_whole_node_and_never_the_modules_own_rate() -> None:
    made = linked()
    made.feed(arrived(care(confinement=confined(authorisation=authorised()))), at(0))
    follows = breathe(made, 0, 40)
    said = last_said(follows)
    assert isinstance(said, Rate)
    assert abs(said.per_minute - 14) < 1.5
    assert {type(one) for one in all_said(follows[: len(follows) // 2])} == {Doubted}
    rates = [one.per_minute for one in all_said(follows) if isinstance(one, Rate)]
    assert max(rates) < 18  # the module itself said 23 all along


@pytest.mark.hazard("H-19")
def test_a_chest_that_stops_is_told_with_the_moment_since_when_and_not_as_a_rate() -> None:
    made = linked()
    made.feed(arrived(care(confinement=confined(authorisation=authorised()))), at(0))
    breathe(made, 0, 60)
    stopped = all_said(breathe(made, 60, 90, stops_s=60))
    told = [one.since for one in stopped if isinstance(one, NotBreathing)]
    assert not any(isinstance(one, Rate) for one in stopped[10:])
    assert len(told) >= 18
    assert set(told) == {told[0]}
    assert abs((told[0] - wall(60)).total_seconds()) < 3
    back = all_said(breathe(made, 90, 130))
    assert not any(isinstance(one, NotBreathing) for one in back[3:])
    assert isinstance(back[-1], Rate)


def test_without_an_authorisation_nothing_is_said_of_a_breath() -> None:
    made = linked()
    made.feed(arrived(care(confinement=confined())), at(0))
    said = all_said(breathe(made, 0, 40))
    assert set(said) == {Doubted(doubt=Doubt.NOT_AUTHORISED)}


@pytest.mark.hazard("H-13")
def test_an_authorisation_that_runs_out_ends_the_rate_in_that_second() -> None:
    made = linked()
    made.feed(arrived(care(confinement=confined(authorisation=authorised(until_s=45)))), at(0))
    assert isinstance(last_said(breathe(made, 0, 44)), Rate)
    assert last_said(breathe(made, 44, 47)) == Doubted(doubt=Doubt.NOT_AUTHORISED)


def test_a_radar_that_is_lost_is_a_fault_and_a_doubt_and_comes_back() -> None:
    made = linked()
    made.feed(arrived(care(confinement=confined(authorisation=authorised()))), at(0))
    breathe(made, 0, 35)
    made.feed(RadarLost("the port is gone"), at(35))
    assert made.door(at(35)).faults[-1] == "radar: the port is gone"
    assert last_said(run(made, 36, 38)) == Doubted(doubt=Doubt.SENSOR_LOST)
    assert last_said(breathe(made, 38, 41)) == Doubted(doubt=Doubt.SETTLING)
    assert not any("radar" in fault for fault in made.door(at(41)).faults)


# ---- bad input -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "payload", "why"),
    [
        ("attune/v1/ash/04/order", b'{"v":1,"room":"ash', "torn"),
        ("attune/v1/ash/04/order", b"\xff\xfe", "not UTF-8"),
        ("attune/v1/ash/04/care", b'{"v":2,"room":"ash/04"}', "wrong version"),
        ("attune/v1/ash/04/care", b'{"v":1}', "malformed"),
        ("attune/v1/ash/04/order", b" " * 40_000, "oversized"),
        ("somebody/elses/topic", b"{}", "unknown topic"),
        ("attune/v1/ash/04/health", b"{}", "malformed"),
        ("attune/v1/ash/05/care", b"{}", "wrong room"),
    ],
)
def test_a_message_that_cannot_be_believed_is_counted_by_name(
    topic: str, payload: bytes, why: str
) -> None:
    made = linked()
    assert made.feed(Arrived(topic, payload, False), at(1)) == ()
    counted = dict(health(made, 2).counters)
    counted.pop("owed")  # what is live
    assert counted == {why: 1}


def test_faults_are_told_at_the_door_and_to_the_hub_and_are_bounded() -> None:
    made = linked()
    for i in range(100):
        made.feed(FaultBegan(f"device {i}", "x" * 5000), at(1))
    made.feed(FaultEnded("device 0"), at(1))
    found = health(made, 2)
    assert len(found.faults) == 31
    assert found.counters["faults not listed"] == 68
    assert len(encode(found)) < 32_768


def test_a_fault_says_what_is_broken_before_it_names_the_chip() -> None:
    made = linked()
    made.feed(FaultBegan("sht4x", "nothing acknowledges at 0x44"), at(1))
    (fault,) = made.door(at(2)).faults
    assert fault == "temperature and humidity sensor (sht4x): nothing acknowledges at 0x44"


def test_a_node_that_could_not_name_its_observations_does_not_start() -> None:
    with pytest.raises(ValueError, match="1 to 40"):
        node(boot="b" * 41)
    with pytest.raises(ValueError, match="hardware"):
        Node(ASH_4, BOOT, "0.1", "x" * 501, FITTED, at(0))


# ---- laws ------------------------------------------------------------------------------------

rooms = st.sampled_from([ASH_4, ASH_5])
flags = st.booleans()
asked = st.one_of(
    st.builds(LightAsked, lamp=st.sampled_from(Lamp), level=st.floats(0, 1)),
    st.builds(TemperatureAsked, celsius=st.floats(-40, 125)),
)
statuses = st.builds(
    lambda room, said_s, seen_s: Status(
        room=room, at=wall(said_s), linked=True, seen_at=wall(seen_s), seen_by="B.R."
    ),
    rooms,
    st.floats(-1e5, 1e5),
    st.floats(-1e5, 1e5),
)
messages = st.one_of(
    st.builds(
        order,
        st.sampled_from(["o1", "o2"]),
        asked,
        room=rooms,
        boot=st.sampled_from([BOOT, "b-other"]),
        asked_s=st.floats(-60, 600),
        lasts_s=st.floats(-10, 100),
    ),
    st.builds(
        lambda version, room, began_s: care(
            version, room=room, confinement=confined(began_s, authorisation=authorised())
        ),
        st.integers(1, 5),
        rooms,
        st.floats(-1e5, 1e5),
    ),
    st.builds(
        Receipt,
        room=rooms,
        boot=st.sampled_from([BOOT, "b-other"]),
        numbers=st.lists(st.integers(1, 60), max_size=8).map(tuple),
    ),
    statuses,
)
topics = st.sampled_from(
    [f"attune/v1/{room}/{leaf}" for room in (ASH_4, ASH_5) for leaf in ("order", "care", "link")]
) | st.text(max_size=40)
readings = st.builds(
    Reading,
    quantity=st.sampled_from(Quantity),
    sensor=st.sampled_from(["sht4x", "scd4x"]),
    value=st.floats(-1000, 200_000) | st.sampled_from(Missing),
)
radar = st.one_of(
    st.binary(max_size=60),
    st.just(golden.ALL),
    st.floats(width=32).map(lambda x: framed(0x0A13, struct.pack("<3f", x, 0, 0))),
)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(RadarBytes, radar),
    st.builds(RadarLost, st.text(max_size=20)),
    st.builds(Measured, st.lists(readings, max_size=70).map(tuple)),
    st.builds(DoorSensed, flags),
    st.builds(LockSensed, flags),
    st.builds(PresenceSensed, st.sampled_from(Place), flags),
    st.just(CallSensed()),
    st.builds(TalkSensed, flags),
    st.builds(BadgeSensed, st.sampled_from([AMAS_CARD, STRANGERS_CARD])),
    st.builds(DialSensed, st.sampled_from(Dial), st.integers(-(10**6), 10**6)),
    st.builds(AskedAtDoor, asked),
    st.builds(FormCompleted, st.sampled_from([SEEN_WELL, Content()])),
    st.builds(arrived, messages, rooms, retained=flags),
    st.builds(Arrived, topics, st.binary(max_size=60), flags),
    st.just(Connected()),
    st.just(Disconnected()),
    st.builds(FaultBegan, st.text(max_size=20), st.text(max_size=20)),
    st.builds(FaultEnded, st.text(max_size=20)),
)
nights = st.lists(st.tuples(st.floats(0, 40), events), max_size=25)


def lived(made: Node, night: list[tuple[float, Event]]) -> list[Follows]:
    """Feed it the night, ticking and looking at the door in between."""
    follows, now_s = list[Follows](), 0.0
    for after_s, event in night:
        now_s += after_s
        follows += made.feed(event, at(now_s))
        follows += made.tick(at(now_s))
        made.door(at(now_s))
    return follows


@pytest.mark.hazard("H-17")
@settings(max_examples=400, deadline=None)
@given(nights)
def test_no_night_makes_a_node_raise_or_speak_for_another_room(
    night: list[tuple[float, Event]],
) -> None:
    for send in sends(lived(node(), night)):
        topic = parse_topic(send.topic)
        assert topic.room == ASH_4
        assert decode(topic, encode(send.message)) == send.message


@pytest.mark.hazard("H-05")
@settings(max_examples=200, deadline=None)
@given(nights, nights)
def test_two_nodes_in_one_program_never_mix(
    first: list[tuple[float, Event]], second: list[tuple[float, Event]]
) -> None:
    apart = [lived(node(ASH_4), first), lived(node(ASH_5), second)]
    together: list[list[Follows]] = [[], []]
    both = [node(ASH_4), node(ASH_5)]
    clocks = [0.0, 0.0]
    for i in range(max(len(first), len(second))):
        for which, night in enumerate((first, second)):
            if i < len(night):
                clocks[which] += night[i][0]
                now = at(clocks[which])
                together[which] += both[which].feed(night[i][1], now)
                together[which] += both[which].tick(now)
    assert together == apart


@pytest.mark.hazard("H-01")
@settings(max_examples=250, deadline=None)
@given(nights)
def test_nothing_but_a_look_witnessed_here_or_the_hubs_word_makes_the_person_seen(
    night: list[tuple[float, Event]],
) -> None:
    unwitnessed = [
        (after_s, event)
        for after_s, event in night
        if event != A_LOOK and not (isinstance(event, Arrived) and b"seen_at" in event.payload)
    ]
    made = node()
    lived(made, unwitnessed)
    assert made.door(at(2000)).seen_at is None


@settings(max_examples=250, deadline=None)
@given(nights)
def test_whatever_is_asked_the_room_stays_within_its_hard_bounds(
    night: list[tuple[float, Event]],
) -> None:
    made = node()
    for follow in lived(made, night):
        if isinstance(follow, Positions):
            assert 0 <= follow.main_light <= 1
            assert not (follow.heating and follow.cooling)
    assert 16 <= made.door(at(2000)).in_force.temperature_c <= 28


@pytest.mark.hazard("H-18")
@settings(max_examples=200, deadline=None)
@given(nights)
def test_an_order_is_done_only_before_its_moment_and_once(
    night: list[tuple[float, Event]],
) -> None:
    made, now_s, done = linked(), 0.0, list[str]()
    for after_s, event in night:
        now_s += after_s
        before = made.door(at(now_s)).in_force
        made.feed(event, at(now_s))
        after = made.door(at(now_s)).in_force
        if isinstance(event, Arrived) and event.topic.endswith("/order") and after != before:
            obeyed = parse(Order, event.payload)
            assert wall(now_s) < obeyed.expires_at
            assert (obeyed.room, obeyed.boot, event.retained) == (ASH_4, BOOT, False)
            done.append(obeyed.id)
    assert len(done) == len(set(done))
