"""A change is announced as long beforehand as the profile says; nothing that is urgent waits."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.act.forewarned import HELD_MOST, Forewarned
from edge.act.whose_word import Leads
from edge.events import AskedAtDoor, Connected, DialSensed, Positions
from edge.room_events import DialPressed
from tests.edge.night import arrived, care, confined, order
from tests.edge.test_room_alone import leading
from tests.edge.test_schedule import by_hours
from tests.edge.test_waking import Room, envelopes
from ward.envelope import AnswerBody
from ward.happenings import Dial
from ward.orders import (
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    Ordered,
    TemperatureAsked,
    WatchLightAsked,
)
from ward.purpose import Purpose
from ward.rank import Coming, Rank, Thing, Way

pytestmark = pytest.mark.hazard("H-57")
WARN_S = 300.0
BASE = Leads(Thing.MAIN, Rank.PROFILE, LightAsked(lamp=Lamp.MAIN, level=0.5))


def by(rank: Rank, level: float) -> Leads:
    return Leads(Thing.MAIN, rank, LightAsked(lamp=Lamp.MAIN, level=level))


STAFF = by(Rank.OVERRIDE, 0.1)


def test_what_staff_ask_begins_so_much_later_and_what_an_hour_brings_on_time() -> None:
    one = Forewarned()
    assert one.look(BASE, (), 0, WARN_S) == BASE
    assert one.look(STAFF, (), 10, WARN_S) == BASE
    assert [(said.leads, said.begins_up_s) for said in one.announced] == [(STAFF, 310)]
    assert one.look(STAFF, (), 309.9, WARN_S) == BASE
    assert one.look(STAFF, (), 310, WARN_S) == STAFF
    assert not one.announced
    evening = by(Rank.PROFILE, 0.2)
    hours = Forewarned()
    hours.look(BASE, ((evening, 400),), 0, WARN_S)
    assert not hours.announced
    assert hours.look(BASE, ((evening, 300),), 100, WARN_S) == BASE
    assert [said.begins_up_s for said in hours.announced] == [400]
    assert hours.look(evening, (), 400, WARN_S) == evening


def test_who_asks_again_and_again_gets_what_was_said_for_longest_and_the_newest_after_it() -> None:
    one, (first, second, third) = Forewarned(), (by(Rank.OVERRIDE, x) for x in (0.6, 0.7, 0.9))
    one.look(BASE, (), 0, WARN_S)
    one.look(first, (), 0, WARN_S)
    one.look(second, (), 295, WARN_S)
    one.look(third, (), 590, WARN_S)
    assert [said.begins_up_s for said in one.announced] == [900], "said so before it is so"
    assert one.look(third, (), 599, WARN_S) == BASE
    assert one.look(third, (), 600, WARN_S) == second
    assert one.look(third, (), 899, WARN_S) == second
    assert one.look(third, (), 900, WARN_S) == third


def test_what_staff_gave_up_begins_no_more() -> None:
    one, evening = Forewarned(), by(Rank.PROFILE, 0.2)
    one.look(BASE, (), 0, WARN_S)
    one.look(by(Rank.OVERRIDE, 0.6), (), 0, WARN_S)
    one.look(by(Rank.OVERRIDE, 0.7), (), 200, WARN_S)
    one.look(evening, (), 490, WARN_S)
    assert one.look(evening, (), 789, WARN_S) == BASE
    assert one.look(evening, (), 790, WARN_S) == evening


@dataclass(frozen=True)
class Step:
    wait_s: float
    leads: Leads
    hurried: bool


LEADS = st.builds(
    by, st.sampled_from((Rank.OVERRIDE, Rank.PROFILE, Rank.OWN)),
    st.sampled_from((0.0, 0.2, 0.5, 1.0)),
)  # fmt: skip
STEPS = st.lists(
    st.builds(Step, st.sampled_from((0.0, 1.0, 40.0, 200.0, 299.0, 301.0)), LEADS, st.booleans()),
    max_size=30,
)
AT_ONCE = (Rank.OWN, Rank.EMERGENCY, Rank.WATCH)
LOOKS_S = 5.0


class Watched:
    """Whoever looks at one thing of the room every few seconds, and remembers what was said."""

    def __init__(self, warn_s: float) -> None:
        self.one, self.warn_s, self.up_s = Forewarned(), warn_s, 0.0
        self.held = self.one.look(BASE, (), 0.0, warn_s)
        self.said: dict[object, float] = {}  # since when it is announced, without a break
        self.first_s: float | None = None  # and since when anything is, by one rank's word
        self.rank: Rank | None = None
        self.runs: dict[object, float] = {}  # for how long each was said since
        self.asked, self.since_s = BASE.asked, 0.0

    def goes(self, step: Step) -> None:
        if step.hurried:
            self.one.hurry()
        if step.leads.asked != self.asked:
            self.asked, self.since_s = step.leads.asked, self.up_s
        self.looks(step.leads, at_once=step.hurried or step.leads.rank in AT_ONCE)
        ends_s = self.up_s + step.wait_s
        while self.up_s < ends_s:
            self.up_s = min(ends_s, self.up_s + LOOKS_S)
            self.looks(step.leads, at_once=step.leads.rank in AT_ONCE)

    def looks(self, leads: Leads, *, at_once: bool) -> None:
        got = self.one.look(leads, (), self.up_s, self.warn_s)
        if at_once:
            assert got.asked == leads.asked, "it waited"
        elif got.asked != self.held.asked:
            self.was_told_of(got)
        if got.asked != leads.asked:
            assert self.up_s - self.since_s <= HELD_MOST * self.warn_s + LOOKS_S, "for ever"
        begun, self.held = got.asked != self.held.asked, got
        announced = next(iter(self.one.announced), None)
        if begun or announced is None or announced.leads.rank is not self.rank:
            self.first_s, self.runs, self.said = None, {}, {}
        self.rank = announced.leads.rank if announced else None
        now = announced.leads.asked if announced else None
        self.said = {now: self.said.get(now, self.up_s)} if now else {}
        if now:
            self.runs[now] = max(self.runs.get(now, 0.0), self.up_s - self.said[now])
        self.first_s = (self.up_s if self.first_s is None else self.first_s) if now else None

    def was_told_of(self, got: Leads) -> None:
        """Long enough; or of one after another for twice as long, and of this for longest."""
        told_s = self.up_s - self.said.get(got.asked, self.up_s)
        told_s = max(told_s, self.runs.get(got.asked, 0.0))
        whole_s = self.up_s - (self.up_s if self.first_s is None else self.first_s)
        assert told_s >= self.warn_s or whole_s >= HELD_MOST * self.warn_s, "unannounced"
        longest_s = max(self.runs.values(), default=0.0)
        assert told_s >= min(self.warn_s, longest_s - LOOKS_S), "said for less than another"


@given(STEPS, st.sampled_from((0.0, 60.0, WARN_S)))
def test_nothing_begins_unannounced_nothing_urgent_waits_and_nothing_waits_for_ever(
    steps: list[Step], warn_s: float
) -> None:
    watched = Watched(warn_s)
    for step in steps:
        watched.goes(step)


# ---- several at a time: each in its own time -----------------------------------------------------


def in_time(
    plan: list[tuple[float, Leads]], up_s: float
) -> tuple[Leads, list[tuple[Leads, float]]]:
    """What leads by such a plan of uptimes, and what comes after it, in how many seconds."""
    leads = [one for due_s, one in plan if due_s <= up_s][-1]
    return leads, [(one, due_s - up_s) for due_s, one in plan if due_s > up_s]


@given(
    st.lists(st.tuples(st.sampled_from((1.0, 7.0, 50.0, 299.0, 300.0, 400.0)), LEADS), max_size=12),
    st.sampled_from((60.0, WARN_S)),
)
def test_what_is_known_beforehand_comes_on_time_whatever_else_is_announced(
    then: list[tuple[float, Leads]], warn_s: float
) -> None:
    plan, due_s = [(0.0, BASE)], 400.0
    for after_s, leads in then:
        due_s += after_s
        plan.append((due_s, leads))
    one, said = Forewarned(), dict[float, float]()
    for up_s in range(int(due_s) + 10):
        leads, coming = in_time(plan, float(up_s))
        assert one.look(leads, coming, float(up_s), warn_s).asked == leads.asked, up_s
        for announced in one.announced:
            said.setdefault(announced.due_up_s, up_s)
    before = BASE.asked
    for due_s, leads in plan[1:]:
        assert leads.asked == before or said[due_s] <= due_s - warn_s + 1, "said too late"
        before = leads.asked


def test_two_that_come_to_the_same_are_announced_each_for_itself() -> None:
    dark, lit = by(Rank.PROFILE, 0.0), by(Rank.OVERRIDE, 0.7)
    one, plan = Forewarned(), [(0.0, BASE), (400.0, dark), (500.0, lit)]
    for up_s in range(380):
        one.look(*in_time(plan, up_s), up_s, WARN_S)
    plan.append((600.0, dark))  # nobody knew of this until now
    for up_s in range(380, 800):
        one.look(*in_time(plan, up_s), up_s, WARN_S)
        assert one.held
        held = one.held.asked
        assert (held == dark.asked) == (400 <= up_s < 500 or up_s >= 680), up_s


def test_of_what_is_over_before_it_could_begin_nothing_is_said() -> None:
    """Told at two to ten that it becomes brighter, somebody would wait for what never comes."""
    one, plan = Forewarned(), [(0.0, BASE), (10.0, STAFF), (120.0, by(Rank.PROFILE, 0.0))]
    for up_s in range(600):
        held = one.look(*in_time(plan, up_s), up_s, WARN_S)
        assert STAFF not in [said.leads for said in one.announced]
        assert held.asked == (BASE if up_s < 300 else plan[2][1]).asked, up_s


# ---- in the node ---------------------------------------------------------------------------------


def warned(warn_s: float = WARN_S) -> Room:
    """Two at night, by a profile that has the person told five minutes before."""
    room = Room()
    suits = by_hours(3).model_copy(update={"warn_before_s": warn_s})
    room.feed(arrived(care(3, suits=suits, confinement=confined())))
    room.until(room.t + 3)
    return room


def asks(room: Room, asked: Ordered, name: str = "o-1", purpose: Purpose = Purpose.CARE) -> None:
    one = order(name, asked, boot=f"boot-{room.boots}", asked_s=room.t)
    room.feed(arrived(one.model_copy(update={"purpose": purpose})))
    room.until(room.t + 1)


def coming(room: Room) -> dict[Thing, Coming]:
    """Of each thing what comes next."""
    said = room.node.door(room.now).in_force.coming
    return {one.thing: one for one in reversed(said)}


DIMMER = LuxAsked(lamp=Lamp.NIGHT, lux=1)


def test_an_order_from_the_station_is_announced_and_then_begins() -> None:
    room = warned()
    asks(room, DIMMER)
    said = coming(room)[Thing.NIGHT]
    assert (said.way, said.asked, said.lux) == (Way.DIMMER, "night light 1 lux", 1)
    assert 295 <= said.in_s <= 300
    assert leading(room, Thing.NIGHT)[1] == "night light 2 lux"
    room.until(room.t + 298)
    assert leading(room, Thing.NIGHT)[1] == "night light 2 lux"
    room.until(room.t + 3)
    assert leading(room, Thing.NIGHT) == (Rank.OVERRIDE, "night light 1 lux")
    assert coming(room) == {}


def test_an_hour_of_the_schedule_is_announced_before_it_and_comes_on_time() -> None:
    room = warned()
    room.t += 5 * 3600 - 310  # ten seconds short of five to seven
    room.until(room.t + 4)
    assert coming(room) == {}
    room.until(room.t + 10)
    assert {one.thing: one.way for one in coming(room).values()} == {
        Thing.MAIN: Way.BRIGHTER, Thing.NIGHT: Way.DIMMER, Thing.WARMTH: Way.WARMER,
    }  # fmt: skip
    assert leading(room, Thing.MAIN)[1] == "main light 0 %"
    room.until(5 * 3600 + 2)
    assert leading(room, Thing.MAIN) == (Rank.PROFILE, "main light 120 lux")


@pytest.mark.parametrize(
    ("asked", "purpose"),
    [
        (FullLightAsked(), Purpose.CARE),
        (WatchLightAsked(), Purpose.CARE),
        (LuxAsked(lamp=Lamp.MAIN, lux=30), Purpose.PERSON),
    ],
)
def test_an_emergency_a_look_and_the_persons_own_wish_are_never_held(
    asked: Ordered, purpose: Purpose
) -> None:
    room = warned()
    asks(room, asked, purpose=purpose)
    assert leading(room, Thing.MAIN)[0] in AT_ONCE
    assert coming(room) == {}


@pytest.mark.parametrize("by", ["station", "door page", "dial"])
def test_watch_light_does_not_wait_behind_what_is_announced(by: str) -> None:
    room = warned()
    room.t += 6 * 3600  # by day: more may be asked than watch light gives
    room.feed(AskedAtDoor(LightAsked(lamp=Lamp.MAIN, level=0.0), Purpose.PERSON))
    room.until(room.t + 1)
    asks(room, LuxAsked(lamp=Lamp.MAIN, lux=100), "o-2")
    assert leading(room, Thing.MAIN) == (Rank.OWN, "main light 0 %")
    if by == "station":
        asks(room, WatchLightAsked(), "o-3")
    elif by == "dial":
        room.feed(DialPressed(Dial.LIGHT, held=False))
    else:
        room.feed(AskedAtDoor(WatchLightAsked()))
    said = [f for f in room.until(room.t + 20) if isinstance(f, Positions)]
    assert leading(room, Thing.MAIN)[0] is Rank.WATCH
    assert said[-1].main_light > 0
    assert coming(room)[Thing.MAIN].way is Way.BRIGHTER, "than what it is held to beneath"
    room.until(room.t + 165)
    assert leading(room, Thing.MAIN) == (Rank.OWN, "main light 0 %")
    room.until(room.t + 125)
    assert leading(room, Thing.MAIN) == (Rank.OVERRIDE, "main light 100 lux")


def test_what_hurries_under_full_light_hurries_nothing_that_is_asked_later() -> None:
    room = warned()
    asks(room, FullLightAsked())
    room.feed(DialSensed(Dial.LIGHT, 1))
    for minute in (40, 50, 56):  # by then what the dial asked is over
        room.t = minute * 60
        room.until(room.t + 1)
    asks(room, LuxAsked(lamp=Lamp.MAIN, lux=4), "o-2")
    assert leading(room, Thing.MAIN)[0] is Rank.EMERGENCY
    room.until(room.t + 245)
    assert leading(room, Thing.MAIN) == (Rank.PROFILE, "main light 0 %")
    room.until(room.t + 60)
    assert leading(room, Thing.MAIN) == (Rank.OVERRIDE, "main light 4 lux")


def test_the_dial_and_the_page_at_the_door_act_at_once_and_take_a_held_order_along() -> None:
    room = warned()
    asks(room, LuxAsked(lamp=Lamp.MAIN, lux=4))
    assert coming(room)
    room.feed(DialSensed(Dial.TEMPERATURE, 2))
    assert leading(room, Thing.WARMTH) == (Rank.OVERRIDE, "19.5 °C")
    room.feed(AskedAtDoor(LuxAsked(lamp=Lamp.MAIN, lux=3)))
    assert leading(room, Thing.MAIN) == (Rank.OVERRIDE, "main light 3 lux")
    room.feed(DialPressed(Dial.TEMPERATURE, held=False))
    assert leading(room, Thing.WARMTH) == (Rank.PROFILE, "18.5 °C")
    assert coming(room) == {}


def test_what_is_asked_at_the_door_hurries_nothing_that_the_station_asks_right_after() -> None:
    room = warned()
    room.feed(DialSensed(Dial.TEMPERATURE, 2))
    asks(room, TemperatureAsked(celsius=22))
    assert leading(room, Thing.WARMTH) == (Rank.OVERRIDE, "19.5 °C")
    assert coming(room)[Thing.WARMTH].asked == "22 °C"


def test_full_light_passes_over_what_is_held_and_then_the_night_is_as_it_was() -> None:
    room = warned()
    asks(room, FullLightAsked())
    assert leading(room, Thing.MAIN)[0] is Rank.EMERGENCY
    asks(room, BackAsked(), "o-2")
    assert leading(room, Thing.MAIN) == (Rank.PROFILE, "main light 0 %")


def test_a_push_of_the_temperature_dial_ends_no_full_light() -> None:
    room = warned()
    asks(room, FullLightAsked())
    asks(room, DIMMER, "o-2")
    room.feed(DialSensed(Dial.TEMPERATURE, 2), DialPressed(Dial.TEMPERATURE, held=False))
    room.until(room.t + 1)
    assert leading(room, Thing.MAIN)[0] is Rank.EMERGENCY
    assert coming(room)[Thing.NIGHT].asked == "night light 1 lux"
    assert leading(room, Thing.WARMTH) == (Rank.PROFILE, "18.5 °C")


def test_whoever_comes_next_is_suited_at_once_and_so_is_a_node_that_wakes() -> None:
    room = warned()
    room.t += 6 * 3600
    room.cut_power()
    room.until(room.t + 3)
    assert leading(room, Thing.MAIN)[1] == "main light 120 lux"
    assert coming(room) == {}


def test_what_was_to_be_told_for_half_an_hour_begins_and_lasts_its_half_hour() -> None:
    room = warned(1800.0)
    asks(room, TemperatureAsked(celsius=22))
    for _ in range(29):
        room.t += 60
        room.until(room.t + 1)
    assert leading(room, Thing.WARMTH) == (Rank.PROFILE, "18.5 °C")
    room.until(room.t + 60)
    said = next(one for one in room.node.door(room.now).in_force.leading
                if one.thing is Thing.WARMTH)  # fmt: skip
    assert (said.rank, said.asked) == (Rank.OVERRIDE, "22 °C")
    assert said.until is not None
    assert 1700 < (said.until - room.now.at).total_seconds() <= 1800


def test_the_answer_says_when_it_begins() -> None:
    room = warned()
    room.feed(Connected())
    before = len(room.heard)
    asks(room, TemperatureAsked(celsius=20))
    (said,) = [one.body.answer for one in envelopes(room.heard[before:])
               if isinstance(one.body, AnswerBody)]  # fmt: skip
    assert said.words == "20 °C, in 5 min: the person is told first"
    asks(room, LuxAsked(lamp=Lamp.MAIN, lux=4), "o-2")
    before = len(room.heard)
    asks(room, WatchLightAsked(), "o-3")
    (said,) = [one.body.answer for one in envelopes(room.heard[before:])
               if isinstance(one.body, AnswerBody)]  # fmt: skip
    assert "told first" not in (said.words or ""), "a look does not wait, whatever else does"


def test_a_profile_that_warns_of_nothing_holds_nothing() -> None:
    room = warned(0.0)
    asks(room, DIMMER)
    assert leading(room, Thing.NIGHT)[1] == "night light 1 lux"
    assert coming(room) == {}
