"""Wards with alarms in every state: what the list, the sounds and the looks are tried on."""

from dataclasses import replace

from hub.office import Office
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmBegan,
    AlarmEnded,
    AlarmMarked,
    AlarmOver,
    AudioPaused,
    Escalated,
)
from hub.rooms.facts import CareIssued, RoomFact
from hub.rooms.state import RoomState
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from hub.staff.register import Register
from hub.staff.rota import Rota
from tests.browser.ward import overdue
from tests.hub.panel.night import (
    ASH,
    ASH_1,
    ASH_2,
    ASH_3,
    ASH_4,
    PIN,
    TWO_AM,
    FakeDesk,
    authorised,
    began,
    empty,
    facts,
    happened,
    heard,
    says,
    visited,
)
from ward.care import Care, Role, Staff
from ward.conditions import (
    BLANK_SPELL,
    CALL_UNANSWERED,
    NO_BREATHING_SEEN,
    NODE_SILENT,
    ROTA_GAP,
    VITAL_SIGNS_MISSING,
    Condition,
)
from ward.happenings import DoorMoved
from ward.profile import Profile
from ward.rooms import RoomId
from ward.units import Instant, Span, hours, minutes, seconds
from ward.vitals import NotBreathing

NOW = TWO_AM
MT = Staff(ref="m17", initials="M.T.", role=Role.NURSE, badge="04A1B2C3")
KO = Staff(ref="k2", initials="K.O.", role=Role.IN_CHARGE, badge="04A1B2C4")
SB = Staff(ref="s4", initials="S.B.", role=Role.ASSISTANT, badge="04A1B2C5")
STAFF = (MT, KO, SB)
PROFILE = Profile(
    version=1, assessed_by="ward default", main_light=0, night_light=0.3, temperature_c=21
)


def shift(who: Staff, from_h: float, to_h: float, *rooms: RoomId, duty: Duty) -> Shift:
    return Shift(
        duty=duty,
        staff=who.ref,
        rooms=rooms,
        begins_at=NOW + hours(from_h),
        ends_at=NOW + hours(to_h),
    )


ROTA = Rota(
    (
        shift(MT, -7, 5.27, ASH_1, ASH_2, ASH_4, duty=Duty.OBSERVER),
        shift(SB, -7, 0.77, ASH_3, duty=Duty.OBSERVER),
        shift(MT, 1.27, 5.27, ASH_3, duty=Duty.OBSERVER),
        shift(SB, 5.27, 20, duty=Duty.OBSERVER),
        shift(KO, -7, 20, duty=Duty.IN_CHARGE),
    )
)


def known(state: RoomState) -> RoomState:
    """With its staff and its rota."""
    care = Care(room=state.room, version=1, issued_at=NOW, staff=STAFF, profile=PROFILE)
    issued = CareIssued(room=state.room, at=NOW - hours(2), care=care)
    return replace(facts(state, issued), rota=ROTA.of(state.room))


def rang(room: RoomId, condition: Condition, ago: Span, words: str, which: str = "a") -> AlarmBegan:
    return AlarmBegan(
        room=room, at=NOW - ago, id=f"{room.slug}-{condition.name.replace(' ', '-')}-{which}",
        condition=condition.name, words=words,
    )  # fmt: skip


def climbs(alarm: AlarmBegan, step: int, duty: Duty, at: Instant) -> Escalated:
    return Escalated(
        room=alarm.room, at=at, id=alarm.id, condition=alarm.condition, step=step, duty=duty,
        words=f"{duty} fetched",
    )  # fmt: skip


def not_breathing() -> RoomState:
    """Ash 2: nobody has taken it on; observer and nurse in charge are fetched."""
    alarm = rang(ASH_2, NO_BREATHING_SEEN, seconds(34), "No breathing movement seen for 54 s")
    state = facts(
        known(empty(ASH_2)),
        began(ASH_2, NOW - minutes(200), "A.W.", 15),
        visited(ASH_2, NOW - minutes(9), "m17"),
        authorised(ASH_2, NOW - minutes(100), NOW + minutes(100)),
        alarm,
        climbs(alarm, 0, Duty.OBSERVER, NOW - seconds(34)),
        climbs(alarm, 1, Duty.IN_CHARGE, NOW - seconds(34)),
    )
    return says(heard(state), NotBreathing(since=NOW - seconds(54)), NOW)


def unseen() -> RoomState:
    """Ash 1: acknowledged, with a while left, and climbed."""
    alarm = rang(ASH_1, BLANK_SPELL, minutes(6), "Nobody has been for 15 min", "b")
    state = facts(
        known(overdue()),
        AlarmEnded(room=ASH_1, at=NOW - minutes(7), id="a-blank spell", condition="blank spell"),
        alarm,
        climbs(alarm, 0, Duty.OBSERVER, NOW - minutes(6)),
        climbs(alarm, 1, Duty.IN_CHARGE, NOW - minutes(1)),
        AlarmAcknowledged(
            room=ASH_1, at=NOW - seconds(28), id=alarm.id, condition=alarm.condition, by="k2",
            until=NOW + seconds(92),
        ),
    )  # fmt: skip
    return heard(state)


def over() -> RoomState:
    """Ash 4: breathing is seen again, nobody was there yet; its sound is paused."""
    alarm = rang(ASH_4, NO_BREATHING_SEEN, minutes(3), "No breathing movement seen for 31 s")
    state = facts(
        known(empty(ASH_4)),
        began(ASH_4, NOW - minutes(1870)),
        visited(ASH_4, NOW - minutes(8), "s4"),
        alarm,
        climbs(alarm, 0, Duty.OBSERVER, NOW - minutes(3)),
        climbs(alarm, 1, Duty.IN_CHARGE, NOW - minutes(3)),
        climbs(alarm, 2, Duty.SENIOR, NOW - minutes(2)),
        happened(ASH_4, NOW - minutes(1), DoorMoved(is_open=True)),
        AlarmOver(room=ASH_4, at=NOW - minutes(2), id=alarm.id, condition=alarm.condition),
        AudioPaused(room=ASH_4, at=NOW, ids=(alarm.id,), by="m17", until=NOW + seconds(45)),
    )
    return heard(state)


def quiet() -> RoomState:
    return heard(known(empty(ASH_3)))


def one_alarm() -> FakeDesk:
    return desk_of(heard(known(empty(ASH_1))), not_breathing(), quiet(), heard(known(empty(ASH_4))))


def three_alarms() -> FakeDesk:
    return desk_of(unseen(), not_breathing(), quiet(), over())


def twelve_alarms() -> FakeDesk:
    oak = tuple(RoomId("oak", number) for number in range(1, 5))
    more = [
        (oak[0], CALL_UNANSWERED, minutes(4), "Call not answered for 4 min"),
        (oak[0], BLANK_SPELL, minutes(2), "Nobody has been for 17 min"),
        (oak[1], ROTA_GAP, minutes(1), "The rota names no observer here in 14 min, for 30 min"),
        (oak[1], VITAL_SIGNS_MISSING, minutes(11), "Cannot see: moving, for 13 min"),
        (oak[2], NODE_SILENT, minutes(9), "Nothing heard from this room for 9 min"),
        (oak[2], BLANK_SPELL, minutes(5), "Nobody has been for 20 min"),
        (oak[3], NODE_SILENT, minutes(9), "Nothing heard from this room for 9 min"),
        (ASH_2, BLANK_SPELL, minutes(1), "Nobody has been for 16 min"),
        (ASH_4, VITAL_SIGNS_MISSING, minutes(3), "Cannot see: weak signal, for 5 min"),
    ]
    rooms = {one.room: one for one in (unseen(), not_breathing(), quiet(), over())}
    for room, condition, ago, words in more:
        state = rooms.get(room) or heard(
            facts(known(empty(room)), began(room, NOW - minutes(90), "R.P."))
        )
        rooms[room] = facts(state, rang(room, condition, ago, words))
    return desk_of(*rooms.values())


def desk_of(*states: RoomState) -> FakeDesk:
    """Rooms of a site with a register and a rota; what is found there is what alarms."""
    desk = Silent(*states)
    desk.office = Office(Register.of(STAFF), ROTA)
    desk.pins = {one.ref: PIN["st-03"] for one in STAFF}
    return desk


class Silent(FakeDesk):
    """A desk whose rules find nothing of their own: its alarms are those that were set."""

    def findings(self, _room: RoomId) -> tuple[()]:
        return ()


def a_week() -> list[RoomFact]:
    """What the journal tells of seven days: Ash 1 noisy, Ash 4 over its budget now and then."""
    told: list[RoomFact] = []
    for room in ASH:
        care = Care(room=room, version=1, issued_at=NOW - hours(200), staff=STAFF, profile=PROFILE)
        told.append(CareIssued(room=room, at=NOW - hours(200), care=care))
    plan = [(ASH_1, VITAL_SIGNS_MISSING, 5.0), (ASH_1, BLANK_SPELL, 6.5), (ASH_4, BLANK_SPELL, 3.2),
            (ASH_4, NO_BREATHING_SEEN, 29.0), (ASH_2, CALL_UNANSWERED, 11.0)]  # fmt: skip
    for room, condition, every_h in plan:
        at = NOW - hours(160)
        number = 0
        while at < NOW - minutes(20):
            alarm = AlarmBegan(
                room=room, at=at, id=f"{room.slug}-{condition.name[:5]}-{number}",
                condition=condition.name, words=f"{condition.name.capitalize()}, an example",
            )  # fmt: skip
            told.append(alarm)
            if number % 4:
                told.append(happened(room, at + minutes(2 + number % 5), DoorMoved(is_open=True)))
            ended = at + minutes(8)
            told.append(AlarmEnded(room=room, at=ended, id=alarm.id, condition=condition.name))
            if number % 3:
                told.append(
                    AlarmMarked(
                        room=room, at=ended + minutes(1), id=alarm.id, by="k2",
                        actionable=number % 2 == 0,
                    )
                )  # fmt: skip
            number += 1
            at += hours(every_h)
    return sorted(told, key=lambda fact: fact.at)
