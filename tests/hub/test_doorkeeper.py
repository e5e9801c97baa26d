"""The doorkeeper: every kind of message that must not be believed is turned away by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hub.world import ASH_1, ASH_4, AT_THE_DOOR, SEEN, World, past
from ward.announcements import Receipt
from ward.codec import BYTES_MOST, Rejection, encode
from ward.envelope import Envelope, HappeningBody, ObservationBody, ReadingsBody, VitalBody
from ward.happenings import CallPressed
from ward.observations import Observation
from ward.readings import Quantity, Reading
from ward.units import minutes, seconds
from ward.vitals import NotBreathing, Vital

HAPPENINGS = "attune/v1/ash/04/happenings"
OBSERVATIONS = "attune/v1/ash/04/observations"


def good(ward: World) -> dict[str, object]:
    ward_of_record = World()
    envelope = ward_of_record.hears(ASH_4, HappeningBody(happening=CallPressed()), n=900)
    return dict(json.loads(encode(envelope)))


def turned(payload: bytes, topic: str = HAPPENINGS, *, retained: bool = False) -> Rejection:
    ward = World()
    facts = len(ward.facts)
    ward.arrives(topic, payload, retained=retained)
    assert len(ward.facts) == facts
    assert ward.alarms(ASH_4) == []
    newest = ward.round.doorkeeper.recent[-1]
    assert ward.round.counters[f"turned away: {newest.why}"] == 1
    assert newest.words
    return newest.why


def dumped(**changes: object) -> bytes:
    return json.dumps({**good(World()), **changes}).encode()


REFUSED = {
    "torn": (dumped()[:-7], Rejection.TORN),
    "empty": (b"", Rejection.TORN),
    "not an object": (b"[]", Rejection.MALFORMED),
    "deep": (b"[" * 20_000, Rejection.TORN),
    "oversized": (dumped(boot="b" * BYTES_MOST), Rejection.OVERSIZED),
    "not UTF-8": (dumped().replace(b"boot-1", b"boot\xff1"), Rejection.NOT_UTF8),
    "of another room": (dumped(room="ash/01"), Rejection.WRONG_ROOM),
    "of another version": (dumped(v=2), Rejection.WRONG_VERSION),
    "future-dated": (dumped(sent_at="2026-11-23T03:00:00Z"), Rejection.FUTURE_DATED),
    "without an offset": (dumped(at="2026-11-23T02:00:00"), Rejection.MALFORMED),
    "with NaN": (dumped(up=float("nan")), Rejection.MALFORMED),
    "numbered zero": (dumped(n=0), Rejection.MALFORMED),
    "of an unknown kind": (dumped(body={"kind": "poem"}), Rejection.MALFORMED),
}


@pytest.mark.hazard("H-17")
@pytest.mark.parametrize(("payload", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_a_message_that_is(payload: bytes, why: Rejection) -> None:
    assert turned(payload) is why


def test_a_message_of_a_room_elsewhere_of_no_topic_of_ours_or_kept_by_the_broker() -> None:
    elsewhere = dumped(room="elm/09")
    assert turned(elsewhere, "attune/v1/elm/09/happenings") is Rejection.UNKNOWN_ROOM
    assert turned(dumped(), "attune/v1/ash/04/poems") is Rejection.UNKNOWN_TOPIC
    assert turned(dumped(), "attune/v9/ash/04/happenings") is Rejection.UNKNOWN_TOPIC
    assert turned(dumped(), "attune/v1/ash/04/order") is Rejection.UNKNOWN_TOPIC
    assert turned(dumped(), "attune/v1/ash/04/vitals") is Rejection.WRONG_LEAF
    assert turned(dumped(), retained=True) is Rejection.RETAINED


def test_what_comes_twice_changes_nothing_and_is_receipted_twice() -> None:
    ward = World()
    for _ in range(2):
        ward.hears(ASH_4, HappeningBody(happening=CallPressed()), n=900)
    calls = [fact for fact in ward.facts if getattr(fact, "n", None) == 900]
    receipts = [said.message for said in ward.said if isinstance(said.message, Receipt)]
    assert len(calls) == 1
    assert [receipt.numbers for receipt in receipts] == [(900,), (900,)]


def test_what_comes_twice_with_a_restart_between_changes_nothing() -> None:
    ward = World()
    ward.hears(ASH_4, HappeningBody(happening=CallPressed()), n=900)
    ward.restart_hub()
    ward.hears(ASH_4, HappeningBody(happening=CallPressed()), n=900)
    assert len([fact for fact in ward.facts if getattr(fact, "n", None) == 900]) == 1


def test_readings_are_not_receipted() -> None:
    ward = World()
    reading = Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=20.4)
    ward.hears(ASH_4, ReadingsBody(readings=(reading,)))
    assert not [said for said in ward.said if isinstance(said.message, Receipt)]


def test_a_node_that_invents_sensors_fills_no_memory() -> None:
    ward = World()
    for number in range(200):
        reading = Reading(quantity=Quantity.TEMPERATURE, sensor=f"s{number}", value=20.4)
        ward.hears(ASH_4, ReadingsBody(readings=(reading,)))
    assert len(ward.state(ASH_4).readings) == 32


def test_a_field_from_a_later_version_of_a_node_is_tolerated() -> None:
    ward = World()
    ward.arrives(HAPPENINGS, dumped(weather="rain"))
    assert ward.alarms(ASH_4) == ["call unanswered"]


def test_an_unsynchronised_clock_is_replaced_by_the_hubs_own() -> None:
    ward = World()
    ward.wait(60)
    body = HappeningBody(happening=CallPressed())
    ward.hears(ASH_4, body, clock_s=-86_400 * 14, synced=False, age_s=30)
    assert f"{ward.state(ASH_4).call_at:%H:%M:%S}" == "02:00:30"


@pytest.mark.hazard("H-08")
def test_a_node_whose_clock_was_mended_after_the_event_dates_it_by_its_uptime() -> None:
    """Observed while the clock was wrong and ahead, sent 30 s of uptime later when it was right."""
    whole = good(World())
    up = float(str(whole["sent_up"])) - 30
    ward = World()
    ward.wait(60)
    sent_at = ward.now.isoformat()
    late = {**whole, "up": up, "at": "2026-11-23T02:05:00Z", "sent_at": sent_at}
    ward.arrives(HAPPENINGS, json.dumps(late).encode())
    assert f"{ward.state(ASH_4).call_at:%H:%M:%S}" == "02:00:30"
    assert ward.round.counters["clock not believed"] == 1


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-08")
def test_a_visit_dated_by_a_clock_that_ran_ahead_counts_from_no_later_than_it_was() -> None:
    """Made at 02:10 by a clock half an hour ahead, told at 02:50 when that was mended."""
    ward = World()
    ward.begins(ASH_4)
    up = ward.up_at_two + 600
    ward.until("02:50")
    made = past(ward.now, 40)
    seen = Observation(id="o-1", came_at=made, evidence=AT_THE_DOOR, content=SEEN)
    said = Envelope(
        room=ASH_4,
        boot="boot-1",
        n=1,
        at=made + minutes(30),
        up=up,
        synced=True,
        sent_at=ward.now,
        sent_up=up + 2400,
        body=ObservationBody(observation=seen),
    )
    ward.arrives(OBSERVATIONS, encode(said))
    assert ward.state(ASH_4).seen.at == made
    assert "blank spell" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
def test_since_when_breathing_stopped_is_told_by_a_clock_that_runs_ahead_and_is_set_right() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=240)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    ward.wait(60)
    stopped = ward.now - seconds(18)
    said = NotBreathing(since=stopped + seconds(60))
    ward.hears(ASH_4, VitalBody(vital=Vital.BREATHING, said=said), clock_s=60)
    assert ward.state(ASH_4).not_breathing_since == stopped
    ward.wait(3)
    assert "no breathing seen" in ward.alarms(ASH_4)


@given(st.sampled_from([HAPPENINGS, "attune/v1/ash/04/link", "x", ""]), st.binary(max_size=200))
def test_no_bytes_on_any_topic_harm_the_hub(topic: str, payload: bytes) -> None:
    ward = World()
    ward.arrives(topic, payload)
    ward.hears(ASH_1, HappeningBody(happening=CallPressed()))
    assert ward.alarms(ASH_1) == ["call unanswered"]
    assert ward.alarms(ASH_4) == []


@given(st.data())
def test_any_one_field_gone_bad_is_turned_away_or_harmless(data: st.DataObject) -> None:
    whole = good(World())
    field = data.draw(st.sampled_from(sorted(whole)))
    junk = st.one_of(st.none(), st.integers(), st.text(max_size=8), st.lists(st.integers()))
    whole[field] = data.draw(junk)
    ward = World()
    ward.arrives(HAPPENINGS, json.dumps(whole).encode())
    assert set(ward.alarms(ASH_4)) <= {"call unanswered"}
    assert ward.alarms(ASH_1) == []
